"""Editions of countries so small that who goes on is told by a sentence: the comparison says the same, held lines too."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.address.edition import Edition, Line
from registries.address.edition_comparison import Decision, Verdict, replay
from tests.prove import examples
from tests.registries.address.chronicle.classified import VERBS, Classified
from tests.registries.address.chronicle.editions import Comparison, Unit, above
from tests.registries.address.chronicle.papers import EDITIONS, Paper, Row

Links = set[tuple[str, str, str]]
"""Operation, the line that came, and the line it came of."""


def papers(rng: Random) -> list[Paper]:
    """Four editions of a country, up to six things happening between two."""
    country, found = Classified(rng.randrange(5)), []
    for place in range(4):
        day = date(2024, 1, 1) + place * timedelta(days=60)
        found.append(Paper(EDITIONS, day, rows=tuple(country.rows(rng.random() < 0.8))))
        for _ in range(rng.randrange(7)):
            country.change((rng.randrange(len(VERBS)), rng.randrange(61), rng.randrange(61)))
    return found


def words(rng: Random, editions: list[Paper]) -> dict[tuple[str, str], bool]:
    """A few words of clerks on settlements: that they are not one under one code, that they are one under any."""
    found = {}
    for _ in range(rng.randrange(4)):
        older, newer = sorted(rng.sample(range(len(editions)), 2))
        olds, news = _settlements(editions[older]), _settlements(editions[newer])
        if olds and news:
            old = rng.choice(olds)
            new = rng.choice([old, rng.choice(news)])
            if new in news:
                found[f"{old}@{editions[older].day}", f"{new}@{editions[newer].day}"] = new != old or rng.random() < 0.5
    return found


def _settlements(edition: Paper) -> list[str]:
    return [row.code for row in edition.rows if not row.code.endswith("000")]


def edition(paper: Paper) -> Edition:
    codes = {row.code for row in paper.rows}
    return Edition(paper.day, {row.code: _line(row, codes, paper.day) for row in paper.rows})


def _line(row: Row, codes: set[str], day: date) -> Line:
    names = {"ru": row.ru, **({"kk": row.kk} if row.kk else {})}
    return Line(f"{row.code}@{day}", row.code, names, above(row.code, codes))


@settings(max_examples=examples(300, full=20_000), deadline=None)
@given(st.integers(0, 10**9))
def test_the_comparison_says_what_a_sentence_says(seed: int) -> None:
    rng = Random(seed)
    printed = papers(rng)
    said = words(rng, printed)
    told = replay(map(edition, printed), {pair: Verdict(same, "Aigul") for pair, same in said.items()})
    units: list[Unit] = []
    links: Links = set()
    for paper in printed:
        compared = Comparison(units, paper, said)
        compared.run()
        links |= {
            (verb, f"{code}@{paper.day}", compared.line_of[id(of)])
            for came, verb, of in compared.links
            for code in [came.lines[paper.day].code]
        }
    assert sorted(tuple(unit.records) for unit in told.country.units) == sorted(
        tuple(f"{row.code}@{day}" for day, row in sorted(unit.lines.items())) for unit in units
    )
    assert told_links(told.decisions) == links
    held = {record for d in told.decisions if d.decision == "HELD" for record in (d.old, d.new) if record is not None}
    assert held == {line for unit in units for line in unit.untold.values()}


def told_links(decisions: Iterable[Decision]) -> Links:
    """Of a pair on one day the word on who came counts."""
    found: dict[tuple[str, str], str] = {}
    for made in sorted(decisions, key=lambda one: one.side, reverse=True):
        if made.decision in ("SPLIT", "MERGED"):
            found |= {(str(new), str(made.old)): made.decision for new in made.evidence.get("into", ())}
            found |= {(str(made.new), str(old)): made.decision for old in made.evidence.get("from", ())}
    return {(verb, *pair) for pair, verb in found.items()}
