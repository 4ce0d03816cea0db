"""What generated editions found of clerks' words and of units that stand again (seeds of test_editions_of_small_countries)."""

from datetime import date

from registries.address.edition import Edition, Line
from registries.address.edition_comparison import Decision, Replay, Verdict, replay

REGION, DISTRICT, OKRUG, OTHER_OKRUG = "800000000", "800100000", "800101000", "800102000"
FIRST, SECOND, THIRD = "2024-01-01", "2024-03-01", "2024-04-30"
AROUND = {
    REGION: "область Сарым",
    DISTRICT: "район Талап",
    OKRUG: "Жанат сельский округ",
    OTHER_OKRUG: "Мерек сельский округ",
}
Words = dict[tuple[str, str], bool]


def told(said: Words, *editions: tuple[str, dict[str, str]]) -> Replay:
    """Editions with what lies around them, and the words of a clerk in the order given."""
    printed = [Edition(date.fromisoformat(day), _lines(day, AROUND | lines)) for day, lines in editions]
    return replay(printed, {pair: Verdict(same, "Aigul") for pair, same in said.items()})


def _lines(day: str, names: dict[str, str]) -> dict[str, Line]:
    return {
        code: Line(f"{code}@{day}", code, {"ru": name}, _above(code, names)) for code, name in names.items() if name
    }


def _above(code: str, names: dict[str, str]) -> str | None:
    wider = (code[:digits].ljust(9, "0") for digits in (6, 4, 2))
    return next((one for one in wider if one != code and names.get(one)), None)


def units(found: Replay, *codes: str) -> list[list[str]]:
    """The lines of the units that ever bore one of the codes."""
    return [unit.records for unit in found.country.units if any(record[:9] in codes for record in unit.records)]


def decision(found: Replay, kato: str, day: str) -> Decision:
    return next(made for made in found.decisions if (made.kato, str(made.later_on)) == (kato, day))


VILLAGE, ELSEWHERE = "800101100", "800102100"


def test_a_clerk_may_say_of_a_unit_that_was_gone_that_it_stands_again_under_another_code() -> None:
    """Seeds 13 and 16."""
    said = {(f"{VILLAGE}@{FIRST}", f"{ELSEWHERE}@{THIRD}"): True}
    found = told(said, (FIRST, {VILLAGE: "село Аксу"}), (SECOND, {}), (THIRD, {ELSEWHERE: "село Карасу"}))
    assert units(found, VILLAGE, ELSEWHERE) == [[f"{VILLAGE}@{FIRST}", f"{ELSEWHERE}@{THIRD}"]]
    made = decision(found, ELSEWHERE, THIRD)
    assert (made.decision, made.review, made.author) == ("RESTORED", "DECIDED", "Aigul")


def test_a_clerk_may_say_that_what_stands_again_is_another() -> None:
    village = {VILLAGE: "село Аксу"}
    apart = {(f"{VILLAGE}@{FIRST}", f"{VILLAGE}@{THIRD}"): False}
    found = told(apart, (FIRST, village), (SECOND, {}), (THIRD, village))
    assert units(found, VILLAGE) == [[f"{VILLAGE}@{FIRST}"], [f"{VILLAGE}@{THIRD}"]]


def test_of_two_words_about_one_line_the_later_counts() -> None:
    """Seed 38."""
    first, second = "800101100", "800101200"
    old, new = {first: "село Аксу", second: "село Карасу"}, {ELSEWHERE: "село Сарысу"}
    pairs = [(f"{code}@{FIRST}", f"{ELSEWHERE}@{SECOND}") for code in (first, second)]
    for earlier, later in (pairs, pairs[::-1]):
        found = told({earlier: True, later: True}, (FIRST, old), (SECOND, new))
        assert [later[0], later[1]] in units(found, first, second)
        assert [earlier[0]] in units(found, first, second)


def test_an_okrug_and_its_village_stand_again_together() -> None:
    village = {VILLAGE: "село Аксу"}
    found = told({}, (FIRST, village), (SECOND, {OKRUG: ""}), (THIRD, village))
    assert units(found, OKRUG, VILLAGE) == [
        [f"{OKRUG}@{FIRST}", f"{OKRUG}@{THIRD}"], [f"{VILLAGE}@{FIRST}", f"{VILLAGE}@{THIRD}"],
    ]  # fmt: skip


def test_a_unit_that_stands_again_was_not_there_in_the_edition_before() -> None:
    village = {VILLAGE: "село Аксу"}
    found = told({}, (FIRST, village), (SECOND, {}), (THIRD, village))
    assert str(decision(found, VILLAGE, THIRD).earlier_on) == SECOND
