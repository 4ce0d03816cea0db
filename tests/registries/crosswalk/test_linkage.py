"""The rules of linkage: an identifier confirmed by who the record says it is, and nothing else."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.comparison import Demographics, compare, confirms
from registries.crosswalk.linkage import Decision, People, decide
from tests.prove import examples

RNN = ("RNN", "991010000017")
CARD = ("IDENTITY_CARD", "000123456")
BORN = date(1990, 4, 9)


def who(given_name: str, surname: str = "Ахметова", born: date | None = BORN, sex: str = "FEMALE") -> Demographics:
    return Demographics.of([(surname, given_name, "Сериковна")], [born], [sex])


def verdicts(decisions: list[Decision]) -> list[tuple[str, int]]:
    return [(decision.verdict, decision.entity_id) for decision in decisions]


def one_person(entity_id: int = 7) -> People:
    people = People()
    people.add(entity_id, 70, [RNN, CARD], who("Айгуль"))
    return people


def test_a_number_and_the_same_name_and_birth_date_are_the_person() -> None:
    (decision,) = decide([RNN], who("Айгуль"), one_person(), frozenset())
    assert (decision.verdict, decision.entity_id, decision.record_id) == ("POSITIVE", 7, 70)
    assert decision.explanation["identifiers"] == ["RNN"]
    assert {"field": "given_name", "outcome": "AGREES"} in decision.explanation["fields"]


def test_an_explanation_names_kinds_and_fields_and_never_a_value() -> None:
    (decision,) = decide([RNN, CARD], who("Айгуль"), one_person(), frozenset())
    told = repr(decision.explanation).lower()
    assert all(word not in told for word in ("айгуль", "aigul", "ахмет", "1990", RNN[1], CARD[1]))


def test_a_number_from_a_sister_s_card_links_nobody_and_asks_a_person() -> None:
    sister = who("Жанар", born=date(1993, 7, 1))
    assert verdicts(decide([CARD], sister, one_person(), frozenset())) == [("UNSURE", 7)]


def test_a_record_without_a_shared_number_meets_nobody() -> None:
    assert decide([("RNN", "991010000025")], who("Айгуль"), one_person(), frozenset()) == []
    assert decide([], who("Айгуль"), one_person(), frozenset()) == []


def test_two_people_who_both_fit_are_decided_by_nobody_but_a_clerk() -> None:
    people = one_person()
    people.add(8, 80, [CARD], who("Айгуль"))
    decisions = decide([RNN, CARD], who("Айгуль"), people, frozenset())
    assert verdicts(decisions) == [("UNSURE", 7), ("UNSURE", 8)]
    assert all(decision.explanation["conflict"] == "two persons" for decision in decisions)


def test_of_two_people_met_the_one_who_fits_is_the_person() -> None:
    people = one_person()
    people.add(8, 80, [CARD], who("Болат", "Сейтов", date(1950, 2, 3), "MALE"))
    assert verdicts(decide([RNN, CARD], who("Айгуль"), people, frozenset())) == [("POSITIVE", 7), ("UNSURE", 8)]


def test_a_clerk_s_no_is_final_for_the_rules() -> None:
    assert decide([RNN], who("Айгуль"), one_person(), frozenset({7})) == []


def test_what_a_person_was_called_before_confirms_too() -> None:
    people = one_person()
    people.add(7, 71, [], who("Айгуль", "Оспанова"))
    assert verdicts(decide([RNN], who("Айгуль", "Оспанова", None), people, frozenset())) == [("POSITIVE", 7)]


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
        people.add(entity_id, record_id, carried, told)
    found = decide(numbers, said, people, frozenset(never))
    met = sorted({e for e, carried, _ in known if carried & numbers and e not in never})
    fits = [e for e in met if confirms(compare(said, people.demographics[e]))]
    expected = [(("POSITIVE" if e in fits and len(fits) == 1 else "UNSURE"), e) for e in met]
    assert verdicts(found) == expected
    assert all(one.entity_id < other.entity_id for one, other in pairwise(found))
