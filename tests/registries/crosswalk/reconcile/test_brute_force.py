"""Reconcile beside brute force: every person weighed over the declared model by plain Python, no blocking key asked."""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from sqlalchemy import text

from loaders.country.rounds import FIRST_ROUND
from loaders.country.write import write_country
from loaders.formats import BrokenRow, open_rows
from loaders.mapping import Mapping
from loaders.source import load_source
from loaders.stated import reading_of
from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.reconcile import Asked, NothingToGoBy, reconcile
from registries.crosswalk.reconcile.register import forget
from registries.crosswalk.weighing.decision import Found, Thresholds, decide
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described
from registries.crosswalk.weighing.model import Comparison
from registries.crosswalk.weighing.predicates import Predicate
from tests.loaders.offices import Office
from tests.prove import examples

Record = Sequence[str | None]
MODEL = individual_model()
PERSONS, SEEDS = 120, range(1, 1 + examples(1, full=8))


def holds(predicate: Predicate, left: Record, right: Record) -> bool:
    """What a predicate says of two records, written a second time."""
    a, b = (record[MODEL.place[predicate.columns[0]]] for record in (left, right))
    if predicate.kind == "missing":
        return a is None or b is None
    if predicate.kind == "either":
        return a is not None or b is not None
    if a is None or b is None:
        return False
    bound = predicate.bound or 0
    return {
        "same": lambda: a == b,
        "similar": lambda: JaroWinkler.similarity(min(a, b), max(a, b)) >= bound,
        "edited": lambda: DamerauLevenshtein.distance(a, b) <= bound,
        "begins": lambda: a.startswith(b) or b.startswith(a),
        "short": lambda: min(len(a), len(b)) <= bound,
        "heads": lambda: a[:1] == b[:1] != "",
        "shares": lambda: bool(set(a.split(" ")) & set(b.split(" "))),
        "within": lambda: abs(int(a) - int(b)) <= bound,
    }[predicate.kind]()


def weighed(
    comparison: Comparison, left: Record, right: Record, shares: dict[tuple[str, str], float]
) -> tuple[str, float]:
    for level in comparison.levels:
        if level.when is None or any(all(holds(p, left, right) for p in conjunction) for conjunction in level.when):
            break
    if level.missing:
        return level.name, 0.0
    u = level.u
    if level.frequency is not None:
        values = {record[MODEL.place[level.frequency]] for record in (left, right)} - {None}
        known = [shares[level.frequency, str(value)] for value in values if (level.frequency, str(value)) in shares]
        u = max(known, default=u)
    return level.name, math.log2(level.m / u)


def best(
    person: int, rows: Sequence[Record], others: Sequence[Record], prior: float, shares: dict[tuple[str, str], float]
) -> Found:
    pairs = []
    for row in rows:
        for other in others:
            parts = {c.name: weighed(c, row, other, shares) for c in MODEL.comparisons}
            pairs.append(
                (sum(weight for _, weight in parts.values()), {name: level for name, (level, _) in parts.items()})
            )
    weight, levels = max(pairs, key=lambda pair: pair[0])
    return Found(person, weight + prior, levels)


def described(folder: Path, name: str) -> Iterator[Described]:
    source = load_source(name)
    [path] = (folder / "deliveries" / name).glob(f"{name}_{FIRST_ROUND.isoformat()}.*")
    with open_rows(path, source.formats, required=source.columns) as stream:
        interpret = Mapping(source).interpret(stream.columns)
        for row in stream:
            if not isinstance(row, BrokenRow) and not (found := interpret(row.words)).reasons:
                yield Described.of(reading_of(source, found))


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_brute_force_finds_is_found_but_for_what_no_key_leads_to(
    office: Office, seed: int, tmp_path: Path
) -> None:
    write_country(tmp_path, persons=PERSONS, seed=seed)
    [people] = (tmp_path / "deliveries" / "gbd_fl").glob(f"gbd_fl_{FIRST_ROUND.isoformat()}.*")
    office.load("gbd_fl", people.read_bytes(), FIRST_ROUND.isoformat(), file=people.name)
    rebuild_match_rows(office.engine)
    forget()
    everybody: dict[int, list[Record]] = {}
    with office.engine.connect() as connection:
        for row in connection.execute(text("SELECT individual_id, texts FROM crosswalk.match_row")):
            everybody.setdefault(row.individual_id, []).append(row.texts)
        shares = {
            (row.column_name, row.value): row.share
            for row in connection.execute(text("SELECT * FROM crosswalk.value_share"))
        }
        asked = []
        for said in described(tmp_path, "tax"):
            try:
                asked.append(Asked((), said))
            except NothingToGoBy:
                continue
        found = reconcile(connection, asked, day=date(2026, 1, 1), language="en", counter_examples=False)
    share = 0.9 / max(everybody)
    prior, thresholds = math.log2(share / (1 - share)), Thresholds.of(MODEL.thresholds)
    missed, same = 0, 0
    for record, answer in zip(asked, found, strict=True):
        rows = record.said.rows()
        decided = decide([best(one, rows, others, prior, shares) for one, others in everybody.items()], thresholds)
        if decided.person is None and (turned := record.said.turned()):
            rows = [*rows, *turned]
            decided = decide([best(one, rows, others, prior, shares) for one, others in everybody.items()], thresholds)
        near = {one.individual for one in answer.candidates}
        if {one.person for one in decided.candidates[:5]} - near:
            missed += 1
            continue
        same += 1
        assert (answer.answer, answer.because, answer.individual) == (decided.answer, decided.because, decided.person)
        assert answer.weight is None or answer.weight == pytest.approx(decided.candidates[0].weight, abs=1e-9)
    assert same > PERSONS / 2
    assert missed <= 0.03 * len(asked)
