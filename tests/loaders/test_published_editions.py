"""The three published editions: what became of every code, whole; and two regions of them at the registers."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from loaders.classifier import contents_of_edition, placed
from loaders.formats import Row, open_rows
from loaders.mapping import EntityRef, Mapping
from loaders.source import load_source
from registries.address.edition import Edition, Line
from registries.address.edition_comparison import Decision, replay
from tests.loaders.offices import Office, house
from tests.shared import shared

DISTRICTS, FIRST, SECOND = "2018-11-01", "2022-10-17", "2026-07-17"
FILES = (
    ("kato_districts", "data/kato/kato_districts_2018-11.tsv", DISTRICTS),
    ("kato", "data/kato/kato_2022-10-17_ru.csv", FIRST),
    ("kato", "data/kato/kato_2026-07-17.csv", SECOND),
)
# The regions of one split: what was given another code, and codes given again.
REGIONS = ("10", "63")


def edition(name: str, path: Path, day: str) -> Edition:
    """The lines of a file, read as its source declares."""
    source = load_source(name)
    contents = contents_of_edition(path, source, date.fromisoformat(day))
    lines = {}
    with open_rows(path, source.formats, required=source.columns) as stream:
        interpret = Mapping(source).interpret(stream.columns)
        for row in stream:
            assert isinstance(row, Row)
            understood = placed(interpret(row.words), source, contents)
            if not understood.reasons:
                line = _line(understood.key, understood.facts)
                lines[line.kato] = line
    return Edition(contents.day, lines, name == "kato")


def _line(key: str, facts: tuple[object, ...]) -> Line:
    names, parent = {}, None
    for stated in facts:
        values = stated.values  # type: ignore[attr-defined]
        if stated.fact == "address.unit_name":  # type: ignore[attr-defined]
            names[str(values["language"])] = str(values["name"])
        if isinstance(above := values.get("parent_id"), EntityRef):
            parent = above.key[:9]
    return Line(key, key[:9], names, parent)


@pytest.fixture(scope="module")
def decisions() -> list[Decision]:
    return replay([edition(name, shared(path), day) for name, path, day in FILES]).decisions


def test_every_code_of_the_published_editions_is_decided(decisions: list[Decision]) -> None:
    assert Counter((str(d.later_on), d.decision) for d in decisions) == {
        (FIRST, "SAME"): 124, (FIRST, "RENAMED"): 59, (FIRST, "RECODED"): 18, (FIRST, "REUSED"): 1, (FIRST, "SPLIT"): 3,
        (FIRST, "HELD"): 3, (SECOND, "SAME"): 14_888, (SECOND, "RENAMED"): 113, (SECOND, "RECODED"): 562,
        (SECOND, "MOVED"): 3, (SECOND, "REUSED"): 8, (SECOND, "CREATED"): 15, (SECOND, "ABOLISHED"): 687,
        (SECOND, "SPLIT"): 10, (SECOND, "MERGED"): 10, (SECOND, "HELD"): 4,
    }  # fmt: skip


def test_the_evidence_of_what_goes_on_under_its_code_or_another(decisions: list[Decision]) -> None:
    rules = Counter((d.decision, str(d.evidence["rule"])) for d in decisions if d.later_on == date.fromisoformat(SECOND)
                    and d.decision in {"RENAMED", "RECODED", "MOVED"})  # fmt: skip
    assert rules == {
        ("RENAMED", "code and place"): 77, ("RENAMED", "code, place and spelling"): 25, ("RENAMED", "contents"): 11,
        ("RECODED", "name"): 559, ("RECODED", "name and last digits"): 2, ("RECODED", "contents"): 1, ("MOVED", "name"): 3,
    }  # fmt: skip


def test_the_codes_given_again_are_found(decisions: list[Decision]) -> None:
    """Found by comparing; written down here alone. The okrug of Ulken Naryn went to a district of its own."""
    again = {(str(d.later_on)[:4], d.kato): (d.evidence["old_unit"], d.evidence["new_unit"])
             for d in decisions if d.decision == "REUSED"}  # fmt: skip
    assert again == {
        ("2022", "191000000"): ("331000000", "new"),
        ("2026", "313631100"): ("313630500", "313641100"), ("2026", "313641100"): ("313631100", "313641400"),
        ("2026", "635430000"): ("636330000", "635443000"), ("2026", "635430100"): ("636330100", "635443100"),
        ("2026", "635430200"): ("636330200", "635443200"), ("2026", "635430300"): ("636330300", "635443300"),
        ("2026", "635430400"): ("636330400", "635443400"), ("2026", "635430500"): ("636330500", "635443500"),
    }  # fmt: skip


def test_cases_of_every_kind_stay_decided_as_they_are(decisions: list[Decision]) -> None:
    """Up to ten of each kind, drawn at random from the decisions; all where there are fewer."""
    lines = (Path(__file__).parent / "decided_codes.csv").read_text(encoding="utf-8").splitlines()[1:]
    wanted = {tuple(line.split(";")[:3]): tuple(line.split(";")[3:5]) for line in lines}
    found = {(str(d.later_on), d.kato, d.side): (d.decision, d.became_kato or "") for d in decisions}
    assert len(wanted) == 122
    assert {case: found.get(case) for case in wanted} == wanted  # type: ignore[call-overload]


def of_regions(content: bytes, column: int, delimiter: str) -> bytes:
    """The file whole under PROVE=1, else the rows of two regions."""
    if os.environ.get("PROVE") == "1":
        return content
    header, *rows = content.splitlines(keepends=True)
    return b"".join([header, *(row for row in rows if row.decode().split(delimiter)[column].strip()[:2] in REGIONS)])


@pytest.fixture(scope="module")
def published(server: Engine, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with house(server, template) as engine:
        office = Office(engine, tmp_path_factory.mktemp("published"))
        for (name, path, day), (column, delimiter) in zip(FILES, ((4, "\t"), (2, ";"), (0, ",")), strict=True):
            office.load(name, of_regions(shared(path).read_bytes(), column, delimiter), day)
        yield office


def test_a_retired_code_leads_to_the_unit_under_its_code_of_today(published: Office) -> None:
    codes = published.rows("""
        SELECT DISTINCT n.kato FROM address.unit_code c JOIN address.unit_code n USING (unit_id)
         WHERE c.kato = '632800000' AND upper_inf(n.valid_time)""")
    assert codes == [("101000000",)]
    bearers = published.rows("""
        SELECT c.valid_time::text, n.name FROM address.unit_code c JOIN address.unit_name n USING (unit_id)
         WHERE c.kato = '635430100' AND n.language = 'ru' ORDER BY 1""")
    assert bearers == [("[2022-10-17,2026-07-17)", "с.Улкен Нарын"), ("[2026-07-17,)", "с.Катон-Карагай")]


def test_nothing_of_the_published_editions_is_lost(published: Office) -> None:
    lost = published.rows("""
        SELECT d.id FROM provenance.delivery d
         WHERE d.rows_in <> d.accepted + d.duplicate + d.quarantined OR d.state <> 'APPLIED'""")
    assert lost == []
    assert (
        published.one("""
        SELECT count(*) FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id
         WHERE NOT EXISTS (SELECT FROM crosswalk.membership m WHERE m.record_id = r.id)""")
        == 0
    )
