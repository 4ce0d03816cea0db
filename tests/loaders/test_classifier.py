"""KATO, an edition at a time: what a code was called, whose part it was, and when it was gone."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.classifier import level, parent_code
from tests.loaders.offices import Office
from tests.loaders.papers import kato_2022, kato_2026
from tests.prove import examples
from tests.shared import shared

REGION, DISTRICT, OKRUG, VILLAGE, HAMLET = "990000000", "993200000", "993233000", "993233100", "993233200"
OLD = kato_2022(
    (REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (OKRUG, "Акжарский с.о."), (VILLAGE, "с.Акжар"),
    (HAMLET, "с.Пустое"),
)  # fmt: skip
NEW = kato_2026(
    (REGION, "Асанская область", "Асан облысы"), (DISTRICT, "Асанский район", "Асан ауданы"),
    (OKRUG, "Акжарский с.о.", "Ақжар а.о."), (VILLAGE, "с.Жанажар", "Жаңажар а."),
)  # fmt: skip


def both(office: Office) -> None:
    office.load("kato", OLD, "2022-10-17")
    office.load("kato", NEW, "2026-07-17")


def names(office: Office, code: str, language: str = "ru") -> list[tuple[object, ...]]:
    query = """
        SELECT n.name, n.starts_basis, n.starts_after::text, n.ends_basis, n.ends_after::text, n.valid_time::text
          FROM address.unit_code c JOIN address.unit_name n USING (unit_id)
         WHERE c.kato = :code AND n.language = :language ORDER BY n.valid_time"""
    return office.rows(query, code=code, language=language)


def parents(office: Office) -> dict[object, object]:
    query = """
        SELECT c.kato, p.kato FROM address.unit_code c JOIN address.unit_parent u USING (unit_id)
          JOIN address.unit_code p ON p.unit_id = u.parent_id"""
    return {row[0]: row[1] for row in office.rows(query)}


def test_a_renamed_village_keeps_its_old_name_until_the_edition_that_has_the_new_one(office: Office) -> None:
    both(office)
    assert names(office, VILLAGE) == [
        ("с.Акжар", "OBSERVED", None, "OBSERVED", "2022-10-17", "[2022-10-17,2026-07-17)"),
        ("с.Жанажар", "OBSERVED", "2022-10-17", None, None, "[2026-07-17,)"),
    ]


def test_a_name_that_both_editions_have_is_one_version(office: Office) -> None:
    both(office)
    assert names(office, REGION) == [("Асанская область", "OBSERVED", None, None, None, "[2022-10-17,)")]


def test_kazakh_names_begin_with_the_edition_that_brought_them(office: Office) -> None:
    both(office)
    assert names(office, DISTRICT, "kk") == [("Асан ауданы", "OBSERVED", "2022-10-17", None, None, "[2026-07-17,)")]


def test_a_code_that_is_in_the_later_edition_no_more_ended_between_the_two(office: Office) -> None:
    both(office)
    existence = office.rows(
        "SELECT e.ends_basis, e.ends_after::text, e.valid_time::text FROM address.unit_existence e "
        "JOIN address.unit_code c USING (unit_id) WHERE c.kato = :code", code=HAMLET,
    )  # fmt: skip
    assert existence == [("OBSERVED", "2022-10-17", "[2022-10-17,2026-07-17)")]


def test_every_unit_belongs_to_the_nearest_code_above_it(office: Office) -> None:
    office.load("kato", OLD, "2022-10-17")
    assert parents(office) == {DISTRICT: REGION, OKRUG: DISTRICT, VILLAGE: OKRUG, HAMLET: OKRUG}
    assert dict(office.rows("SELECT kind, count(*) FROM address.unit_type GROUP BY 1")) == {
        "REGION": 1, "DISTRICT": 1, "SUBDISTRICT": 1, "SETTLEMENT": 2,
    }  # fmt: skip


def test_a_unit_whose_okrug_was_dissolved_belongs_to_the_district_from_then_on(office: Office) -> None:
    both(office)
    office.load("kato", kato_2026((REGION, "Асанская область", ""), (DISTRICT, "Асанский район", ""),
                                  (VILLAGE, "с.Жанажар", "")), "2027-01-01")  # fmt: skip
    query = """
        SELECT p.kato, u.valid_time::text FROM address.unit_code c JOIN address.unit_parent u USING (unit_id)
          JOIN address.unit_code p ON p.unit_id = u.parent_id WHERE c.kato = :code ORDER BY u.valid_time"""
    assert office.rows(query, code=VILLAGE) == [(OKRUG, "[2022-10-17,2027-01-01)"), (DISTRICT, "[2027-01-01,)")]


def test_loading_either_edition_again_changes_nothing(office: Office) -> None:
    both(office)
    before = office.checksum(), office.transactions()
    assert office.load("kato", OLD, "2022-10-17").unchanged
    assert office.load("kato", NEW, "2026-07-17").unchanged
    assert (office.checksum(), office.transactions()) == before


def test_editions_in_the_wrong_order_give_the_same_register(office: Office, other_office: Office) -> None:
    both(office)
    other_office.load("kato", NEW, "2026-07-17")
    other_office.load("kato", OLD, "2022-10-17")
    assert office.main_tables() == other_office.main_tables()


def test_a_child_that_stands_before_its_parent_in_the_file_finds_it(office: Office, other_office: Office) -> None:
    rows = [(VILLAGE, "с.Акжар"), (REGION, "Асанская область"), (OKRUG, "Акжарский с.о.")]
    office.load("kato", kato_2022(*rows), "2022-10-17")
    assert parents(office) == {VILLAGE: OKRUG, OKRUG: REGION}


CODES = st.lists(st.integers(0, 9999), max_size=12).map(
    lambda numbers: {
        code for n in numbers for code in (f"99{n:04d}000", f"99{n:04d}{n % 1000:03d}", f"99{n // 100:02d}00000")
    }
)


@settings(max_examples=examples(200))
@given(CODES)
def test_a_parent_is_above_its_child_and_nothing_of_the_edition_is_between(codes: set[str]) -> None:
    for code in codes:
        parent = parent_code(code, codes)
        above = [c for c in codes if c != code and any(c == code[:n].ljust(9, "0") for n in (2, 4, 6, 7))]
        assert parent == max(above, default=None)


@pytest.mark.parametrize(
    ("code", "what"),
    [(REGION, "REGION"), (DISTRICT, "DISTRICT"), (OKRUG, "SUBDISTRICT"), (VILLAGE, "SETTLEMENT"), ("993200001", "SETTLEMENT")],
)  # fmt: skip
def test_the_level_is_read_from_the_significant_digits(code: str, what: str) -> None:
    assert level(code) == what


def slice_of(path: Path, rows: int) -> bytes:
    lines = path.read_bytes().splitlines(keepends=True)
    return b"".join(lines[: rows + 1])


def test_the_published_editions_load_whole_in_both_layouts(office: Office) -> None:
    """Some hundred rows of the published files every day; all of the first under PROVE=1."""
    rows = 20_000 if os.environ.get("PROVE") == "1" else 300
    first = slice_of(shared("data/kato/kato_2022-10-17_ru.csv"), rows)
    told = office.load("kato", first, "2022-10-17")
    lines = len(first.splitlines()) - 1
    assert (told.rows, told.accepted + told.duplicate + told.quarantined) == (lines, lines)
    assert told.quarantined == 0
    assert office.one("SELECT count(DISTINCT kato) FROM address.unit_code") == told.accepted
    second = office.load("kato", slice_of(shared("data/kato/kato_2026-07-17.csv"), 300), "2026-07-17")
    assert (second.rows, second.accepted + second.duplicate + second.quarantined) == (300, 300)
    assert office.one("SELECT count(*) FROM address.unit_name WHERE language = 'kk'") == 300
