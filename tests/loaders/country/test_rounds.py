"""The second round of deliveries goes on from the first."""

from xml.etree import ElementTree as ET

from tests.loaders.country.reading import Country, name_on

SECOND = "2026-11-01"


def _persons(country: Country, day: str) -> dict[str, ET.Element]:
    return {iin: p for p in country.elements("gbd_fl", "person", day) if (iin := p.findtext("iin"))}


def test_newborns_appear_and_emigrants_disappear(country: Country) -> None:
    first, second = _persons(country, "2026-10-01"), _persons(country, SECOND)
    lives = country.lives_by_iin()
    born = second.keys() - first.keys()
    gone = first.keys() - second.keys()
    assert len(born) == 3
    assert all("2026-10-03" <= lives[iin]["birth"] <= "2026-10-29" for iin in born)
    assert len(gone) == 1
    assert all("2026-10-03" <= lives[iin]["left"] <= "2026-10-29" for iin in gone)


def test_only_facts_of_the_month_differ_between_the_two_extracts(country: Country) -> None:
    first, second = _persons(country, "2026-10-01"), _persons(country, SECOND)
    lives = country.lives_by_iin()
    changed = [iin for iin in first.keys() & second.keys() if ET.tostring(first[iin]) != ET.tostring(second[iin])]
    assert 10 <= len(changed) <= 60
    for iin in changed:
        days = [named["first_day"] for named in lives[iin]["names"]] + [
            home["since"] for home in lives[iin]["residences"]
        ]
        days += [document["issued"] for document in lives[iin]["documents"]] + [lives[iin]["death"] or ""]
        assert any("2026-10-01" < day <= SECOND for day in days)


def test_each_round_shows_the_names_of_its_day(country: Country) -> None:
    lives = country.lives_by_iin()
    for day in ("2026-10-01", SECOND):
        for iin, person in _persons(country, day).items():
            if iin in lives:
                named = tuple(person.findtext(part) or "" for part in ("surname", "name", "patronymic"))
                assert named == name_on(lives[iin], day)


def test_the_month_brings_marriages_deaths_and_moves(country: Country) -> None:
    lives = country.lives()
    renamed = [
        n for life in lives for n in life["names"] if n["reason"] == "marriage" and n["first_day"] > "2026-10-01"
    ]
    assert len(renamed) >= 2
    assert sum((life["death"] or "") > "2026-10-01" for life in lives) == 3
    assert sum(home["since"] > "2026-10-01" for life in lives for home in life["residences"]) >= 8


def test_the_residence_delta_has_only_what_began_or_ended_in_the_month(country: Country) -> None:
    truths = country.truth("residence", SECOND)
    told = country.elements("residence", "registration", SECOND)
    assert len(told) == len(truths) >= 10
    for registration, truth in zip(told, truths, strict=True):
        if "broken_columns" not in truth["dirt"]:
            days = (registration.findtext("since") or "", registration.findtext("until") or "")
            assert any("2026-10-01" < day <= SECOND for day in days)


def test_a_departure_repeats_the_words_of_the_registration(country: Country) -> None:
    first = dict(zip([t["record_key"] for t in country.truth("residence")], _registrations(country), strict=True))
    departures = 0
    for truth, after in zip(country.truth("residence", SECOND), _registrations(country, SECOND), strict=True):
        before = first.get(truth["record_key"])
        if before is not None and "duplicate" not in truth["dirt"] and "broken" not in truth["dirt"]:
            assert _words(after, "since", "surname") == _words(before, "since", "surname")
            assert (before.findtext("until"), after.findtext("until") is None) == (None, False)
            departures += 1
    assert departures >= 3


def test_most_tax_rows_come_again_word_for_word(country: Country) -> None:
    first, second = set(country.text("tax").split("\r\n")), set(country.text("tax", SECOND).split("\r\n"))
    assert len(first & second) / len(first) > 0.9
    assert first != second


def _registrations(country: Country, day: str = "2026-10-01") -> list[ET.Element]:
    return country.elements("residence", "registration", day)


def _words(element: ET.Element, *tags: str) -> list[str | None]:
    return [element.findtext(tag) for tag in tags]
