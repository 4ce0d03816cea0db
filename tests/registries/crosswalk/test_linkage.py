"""The rules of linkage: an identifier confirmed by who the record says it is, and nothing else."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.comparison import Demographics, compare, confirms
from registries.crosswalk.linkage import Decision, Node, Number, People, Place, contradictions, decide
from tests.prove import examples

RNN = ("RNN", "991010000017")
CARD = ("IDENTITY_CARD", "000123456")
BORN = date(1990, 4, 9)
AIGUL: Place = ("gbd_fl", "7")
OTHER: Place = ("gbd_fl", "8")


def who(given_name: str, surname: str = "Ахметова", born: date | None = BORN, sex: str = "FEMALE") -> Demographics:
    return Demographics.of([(surname, given_name, "Сериковна")], [born], [sex])


def node(numbers: Iterable[Number], said: Demographics, number: int = 1, makes: bool = False) -> Node:
    return Node(number, ("tax", str(number)), makes, frozenset(numbers), said)


def verdicts(decisions: list[Decision]) -> list[tuple[str, Place]]:
    return [(decision.verdict, decision.person) for decision in decisions]


def one_person() -> People:
    people = People()
    people.add(AIGUL, node([RNN, CARD], who("Айгуль"), 70))
    return people


def test_a_number_and_the_same_name_and_birth_date_are_the_person() -> None:
    (decision,) = decide(node([RNN], who("Айгуль")), one_person())
    assert (decision.verdict, decision.person, decision.other_id) == ("POSITIVE", AIGUL, 70)
    assert decision.explanation["identifiers"] == ["RNN"]
    assert {"field": "given_name", "outcome": "AGREES"} in decision.explanation["fields"]


def test_an_explanation_names_kinds_and_fields_and_never_a_value() -> None:
    (decision,) = decide(node([RNN, CARD], who("Айгуль")), one_person())
    told = repr(decision.explanation).lower()
    assert all(word not in told for word in ("айгуль", "aigul", "ахмет", "1990", RNN[1], CARD[1]))


def test_a_number_from_a_sister_s_card_links_nobody_and_asks_a_person() -> None:
    sister = who("Жанар", born=date(1993, 7, 1))
    assert verdicts(decide(node([CARD], sister), one_person())) == [("UNSURE", AIGUL)]


def test_a_record_without_a_shared_number_meets_nobody() -> None:
    assert decide(node([("RNN", "991010000025")], who("Айгуль")), one_person()) == []
    assert decide(node([], who("Айгуль")), one_person()) == []


def test_two_people_who_both_fit_are_decided_by_nobody_but_a_clerk() -> None:
    people = one_person()
    people.add(OTHER, node([CARD], who("Айгуль"), 80))
    decisions = decide(node([RNN, CARD], who("Айгуль")), people)
    assert verdicts(decisions) == [("UNSURE", AIGUL), ("UNSURE", OTHER)]
    assert all(decision.explanation["conflict"] == "two persons" for decision in decisions)


def test_of_two_people_met_the_one_who_fits_is_the_person() -> None:
    people = one_person()
    people.add(OTHER, node([CARD], who("Болат", "Сейтов", date(1950, 2, 3), "MALE"), 80))
    assert verdicts(decide(node([RNN, CARD], who("Айгуль")), people)) == [("POSITIVE", AIGUL), ("UNSURE", OTHER)]


def test_a_clerk_s_no_is_final_for_the_rules() -> None:
    assert decide(node([RNN], who("Айгуль")), one_person(), frozenset({AIGUL})) == []


def test_what_a_person_was_called_before_confirms_too() -> None:
    people = one_person()
    people.add(AIGUL, node([], who("Айгуль", "Оспанова"), 71))
    assert verdicts(decide(node([RNN], who("Айгуль", "Оспанова", None)), people)) == [("POSITIVE", AIGUL)]


NUMBERS = st.sampled_from([RNN, CARD, ("SIK", "ZZ00000000000001"), ("IIN", "900409700031")])
PERSONS = st.builds(who, st.sampled_from(["Айгуль", "Жанар", "А."]), st.sampled_from(["Ахметова", "Ким"]),
                    st.sampled_from([BORN, date(1993, 7, 1), None]))  # fmt: skip


@settings(max_examples=examples(200))
@given(
    st.lists(st.tuples(st.integers(1, 3), st.sets(NUMBERS, max_size=2), PERSONS), max_size=5),
    st.sets(NUMBERS, max_size=3),
    PERSONS,
    st.sets(st.integers(1, 3), max_size=2),
)
def test_the_verdicts_are_those_of_asking_about_each_person_alone(
    known: list[tuple[int, set[tuple[str, str]], Demographics]],
    numbers: set[tuple[str, str]],
    said: Demographics,
    never: set[int],
) -> None:
    people = People()
    for record_id, (entity_id, carried, told) in enumerate(known, start=100):
        people.add(("gbd_fl", str(entity_id)), node(carried, told, record_id))
    away = frozenset(("gbd_fl", str(entity_id)) for entity_id in never)
    found = decide(node(numbers, said), people, away)
    met = sorted({("gbd_fl", str(e)) for e, carried, _ in known if carried & numbers and e not in never})
    fits = [e for e in met if confirms(compare(said, people.demographics[e]))]
    expected = [(("POSITIVE" if e in fits and len(fits) == 1 else "UNSURE"), e) for e in met]
    assert verdicts(found) == expected
    assert all(one.person < other.person for one, other in pairwise(found))


def test_an_iin_that_is_none_of_the_person_s_is_left_to_a_clerk() -> None:
    people = People()
    people.add(AIGUL, node([("IIN", "900409800011"), CARD], who("Айгуль"), 70, makes=True))
    (decision,) = decide(node([CARD, ("IIN", "900409800509")], who("Айгуль")), people)
    assert (decision.verdict, decision.explanation["conflict"]) == ("UNSURE", "two IINs")


def test_what_contradicts_between_two_entries_of_a_register_of_persons() -> None:
    def entry(**said: object) -> Node:
        told = {"iins": frozenset({"1"}), "said": who("Айгуль"), **said}
        return Node(1, AIGUL, True, frozenset(), **told)  # type: ignore[arg-type]

    def found(*entries: Node) -> list[str]:
        return [str(conflict) for conflict in contradictions(entries)]

    assert found(entry(), entry()) == []
    assert found(entry(), entry(iins=frozenset({"2"}))) == ["two IINs"]
    assert found(entry(), entry(iins=frozenset({"2"}), former=frozenset({"1"}))) == []
    assert found(entry(deaths=frozenset({date(2020, 1, 1)})), entry(deaths=frozenset({date(2020, 1, 2)}))) == [
        "two lives"
    ]
    assert found(entry(), entry(deaths=frozenset({date(1980, 1, 1)}))) == ["two lives"]
    assert found(entry(), entry(said=who("Айгуль", sex="MALE"))) == ["both sexes"]
