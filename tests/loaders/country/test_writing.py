from pathlib import Path

import pytest

from loaders.country.dirt import FIRST_PROFILE, TWICE_PROFILE, Dirt, DirtKind
from loaders.country.society import FEWEST_PERSONS, CountryTooSmallError
from loaders.country.write import STEPS_PER_PERSON, write_country
from tests.loaders.country.reading import Country, write

ORDER = [
    *("ar_unit_types", "ar_geonym_types", "ar_pointers", "ar_room_types", "ar_units", "ar_geonyms", "ar_grounds"),
    *("ar_buildings", "ar_premises", "naming_acts", "ar_ground_plots", "gbd_fl", "documents", "tax", "pension"),
    *("residence", "gbd_ul", "egkn", "ar_buildings", "gbd_fl", "residence", "tax"),
]


def _bytes(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_the_same_arguments_give_the_same_bytes(country: Country, tmp_path: Path) -> None:
    again = write(tmp_path, persons=300)
    assert _bytes(again.out) == _bytes(country.out)
    assert again.manifest == country.manifest


def test_another_seed_gives_other_people(country: Country, tmp_path: Path) -> None:
    other = write(tmp_path, persons=300, seed=2)
    assert other.text("gbd_fl") != country.text("gbd_fl")
    assert other.text("ar_units") == country.text("ar_units")


def test_deliveries_stand_in_the_order_to_load_them(country: Country) -> None:
    assert [delivery.source for delivery in country.manifest.deliveries] == ORDER
    days = [delivery.reference_date.isoformat() for delivery in country.manifest.deliveries]
    assert days == ["2026-10-01"] * 18 + ["2026-11-01"] * 4
    assert all((country.out / delivery.file).is_file() for delivery in country.manifest.deliveries)


def test_every_record_of_a_departmental_file_has_its_truth(country: Country) -> None:
    departments = [one for one in country.manifest.deliveries if not one.source.startswith(("ar_", "naming"))]
    assert len(departments) == 10
    for delivery in departments:
        truth = country.truth(delivery.source, delivery.reference_date.isoformat())
        assert [int(row["record"]) for row in truth] == list(range(1, delivery.records + 1))


def test_the_line_of_a_truth_is_the_line_of_the_file(country: Country) -> None:
    tax = country.text("tax").split("\r\n")
    assert all(tax[int(row["line"]) - 1].count(";") >= 4 for row in country.truth("tax"))
    lines = country.text("gbd_fl").split("\n")
    assert all(row["record_key"] in lines[int(row["line"]) - 1] for row in country.truth("gbd_fl")[:-2])
    registrations = country.text("residence").split("\n")
    assert all(registrations[int(r["line"]) - 1].startswith("<registration>") for r in country.truth("residence"))


def test_the_first_register_extract_has_exactly_the_persons_asked_for(country: Country) -> None:
    readable = [row for row in country.truth("gbd_fl") if row["truth"]]
    assert len(readable) == len({row["truth"] for row in readable}) == 300


def test_unreadable_persons_lack_an_iin_or_were_born_on_31_february(country: Country) -> None:
    persons = country.elements("gbd_fl", "person")
    assert [person.findtext("iin") for person in persons].count(None) == 1
    assert [person.findtext("birthDate") for person in persons].count("1990-02-31") == 1


def test_each_departmental_extract_has_broken_rows(country: Country) -> None:
    for source in ("documents", "tax", "pension", "residence", "gbd_ul", "egkn"):
        kinds = [row["dirt"] for row in country.truth(source)]
        assert kinds.count("broken_columns") == kinds.count("impossible_date") == 1


def test_a_broken_row_has_a_column_too_few_and_an_impossible_date_is_impossible(country: Country) -> None:
    rows = {truth["dirt"]: row for row, truth in zip(country.rows("tax"), country.truth("tax"), strict=True)}
    assert rows["broken_columns"]["Дата постановки"] is None
    assert rows["impossible_date"]["Дата рождения"] == "00.00.1950"


def test_progress_counts_every_person_in_every_file(tmp_path: Path) -> None:
    steps: list[int] = []
    write_country(tmp_path, persons=40, progress=steps.append)
    lives = (tmp_path / "truth" / "persons.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(steps) == STEPS_PER_PERSON * len(lives)


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_the_smallest_country_can_be_written_clean_and_twice_as_dirty(tmp_path: Path, seed: int) -> None:
    for name, dirt in (("clean", Dirt({}, {})), ("twice", TWICE_PROFILE)):
        small = write(tmp_path / name, persons=FEWEST_PERSONS, seed=seed, dirt=dirt)
        assert len([row for row in small.truth("gbd_fl") if row["truth"]]) == FEWEST_PERSONS


def test_a_country_too_small_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CountryTooSmallError) as refused:
        write_country(tmp_path, persons=FEWEST_PERSONS - 1)
    assert (refused.value.code, list(tmp_path.iterdir())) == ("COUNTRY_TOO_SMALL", [])


@pytest.mark.parametrize("kind", [DirtKind.RUSSIFIED, DirtKind.STRANGER, DirtKind.MARRIED_SURNAME])
def test_the_twice_profile_doubles_rates_up_to_certainty(kind: DirtKind) -> None:
    assert TWICE_PROFILE.rate(kind) == min(1.0, 2 * FIRST_PROFILE.rate(kind))
    assert TWICE_PROFILE.shares == FIRST_PROFILE.shares
