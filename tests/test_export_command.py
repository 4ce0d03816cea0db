"""`registries export`, as an analyst gives it."""

from tests.desk import Desk, desk
from tests.registries.analysis.test_export import read
from tests.registry_api.world import REGION, build

__all__ = ["desk"]


def world(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        build(connection)


def test_a_register_is_written_as_of_a_day_in_either_form(desk: Desk) -> None:
    world(desk)
    for form in ("parquet", "csv"):
        path = desk.folder / f"units.{form}"
        ended = desk.give("export", "units", "--as-of", "2020-01-01", "--out", str(path))
        assert (ended.code, ended.out) == (0, f"6 rows in units.{form}\n")
        assert [str(row["region_kato"]) for row in read(path)].count(REGION) == 5


def test_nothing_was_known_before_the_register_began(desk: Desk) -> None:
    world(desk)
    for moment in ("2000-01-01T00:00:00+05:00", "2000-01-01"):
        path = desk.folder / "units.parquet"
        ended = desk.give("export", "units", "--as-of", "2020-01-01", "--known-at", moment, "--out", str(path))
        assert (ended.code, ended.out) == (0, "0 rows in units.parquet\n")


def test_residents_are_counted_at_a_level(desk: Desk) -> None:
    world(desk)
    path = desk.folder / "residents.csv"
    ended = desk.give("export", "residents", "--level", "region", "--as-of", "2020-01-01", "--out", str(path))
    assert ended.code == 0
    [row] = [row for row in read(path) if str(row["region_kato"]) == REGION]
    assert (row["residents"], row["suppressed"]) == (None, True)


def test_words_that_are_off_are_told(desk: Desk) -> None:
    out = ("--out", str(desk.folder / "x.parquet"))
    assert desk.give("export", "persons", *out).code == 2
    assert desk.give("export", "residents", *out).code == 2
    assert desk.give("export", "units", "--level", "region", *out).code == 2
    assert desk.give("export", "units", "--as-of", "31.12.2020", *out).code == 2
    assert desk.give("export", "units", "--known-at", "yesterday", *out).code == 2
    assert desk.give("export", "residents", "--level", "region", "--threshold", "1", *out).code == 2
    refused = desk.give("export", "units", "--out", str(desk.folder / "units.xlsx"))
    assert (refused.code, "TABLE_FILE" in refused.err) == (1, True)
    nowhere = desk.give("export", "units", "--out", str(desk.folder / "no" / "units.csv"))
    assert (nowhere.code, "FILE_ERROR" in nowhere.err) == (1, True)
    assert list(desk.folder.glob("*.parquet")) == []


def test_a_threshold_guards_residents_alone(desk: Desk) -> None:
    ended = desk.give("export", "units", "--threshold", "7", "--out", str(desk.folder / "units.csv"))
    assert (ended.code, "--threshold guards counts of residents" in ended.err) == (2, True)
