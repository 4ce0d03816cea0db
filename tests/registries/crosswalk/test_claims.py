"""From a record's statements to the days its source stands behind, against what its deliveries said day by day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.claims import Said, record_claims
from registries.crosswalk.presence import Span, spans
from registries.crosswalk.reading import Reading, StatedFact
from registries.crosswalk.survivorship import surviving
from registries.temporal import Version
from tests.prove import examples
from tests.registries.temporal.lawful import assert_lawful

FIRST = date(2000, 1, 1)
NAME = "individual.name"
BIRTH = "individual.birth"


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def stated(value: str, since: date | None = None, basis: str = "OBSERVED", fact: str = NAME) -> StatedFact:
    return StatedFact(fact, {"value": value}, since, basis, None, None, 50)


def said(number: int, in_spans: list[Span], *facts: StatedFact) -> Said:
    return Said(number, Reading("individual", 50, (), (), (), (), facts), in_spans)


def versions(statements: list[Said], *, full: bool, fact: str = NAME) -> list[Version]:
    made = [m for m in record_claims(statements, full=full) if m.stated.fact == fact]
    return surviving([replace(m.claim, values=(m.stated.values["value"],)) for m in made])


def worded(words: Mapping[date, str | None], knots: list[date]) -> list[Said]:
    """A statement for every wording of one record, in the order of first saying."""
    wordings = dict.fromkeys(word for _, word in sorted(words.items()) if word is not None)
    return [
        said(number, spans(knots, [d for d, said_word in words.items() if said_word == word]), stated(word))
        for number, word in enumerate(wordings, start=1)
    ]


HISTORIES = st.dictionaries(st.integers(0, 11).map(day), st.sampled_from(["a", "b", "c", None]), max_size=8)


@settings(max_examples=examples(200))
@given(HISTORIES)
def test_an_undated_fact_of_a_full_source_is_what_its_last_delivery_said(words: dict[date, str | None]) -> None:
    found = versions(worded(words, sorted(words)), full=True)
    assert_lawful(found)
    for today in (day(number) for number in range(-1, 14)):
        last = max((knot for knot in words if knot <= today), default=None)
        expected = None if last is None else words[last]
        assert [v.values[0] for v in found if v.holds(today)] == ([] if expected is None else [expected])


@settings(max_examples=examples(200))
@given(HISTORIES)
def test_its_bounds_are_observed_between_the_two_deliveries_that_bracket_them(words: dict[date, str | None]) -> None:
    knots = sorted(words)
    for version in versions(worded(words, knots), full=True):
        assert version.since is not None
        assert (version.starts_basis, version.starts_after) == ("OBSERVED", _last_before(version.since, knots))
        if version.until is not None:
            assert (version.ends_basis, version.ends_after) == ("OBSERVED", _last_before(version.until, knots))


def _last_before(bound: date, knots: list[date]) -> date | None:
    return max((knot for knot in knots if knot < bound), default=None)


@settings(max_examples=examples(200))
@given(HISTORIES)
def test_a_delta_source_is_silent_without_meaning_an_end(words: dict[date, str | None]) -> None:
    knots = sorted(knot for knot, word in words.items() if word is not None)
    found = versions(worded(words, knots), full=False)
    assert_lawful(found)
    for today in (day(number) for number in range(-1, 14)):
        last = max((knot for knot in knots if knot <= today), default=None)
        assert [v.values[0] for v in found if v.holds(today)] == ([] if last is None else [words[last]])


@settings(max_examples=examples(200))
@given(st.dictionaries(st.integers(0, 11).map(day), st.sampled_from("abc"), min_size=1, max_size=6))
def test_a_fact_dated_by_a_rule_is_corrected_whole_by_the_last_word(words: dict[date, str]) -> None:
    """A birth date holds from birth: the record's later birth date makes the earlier one never to have held."""
    born = day(-5_000)
    knots = sorted(words)
    statements = [
        replace(one, reading=replace(one.reading, facts=(_born(one, born),))) for one in worded(dict(words), knots)
    ]
    last = words[knots[-1]]
    assert [(v.values, v.since, v.until) for v in versions(statements, full=True, fact=BIRTH)] == [
        ((last,), born, None)
    ]


def _born(one: Said, born: date) -> StatedFact:
    return stated(str(one.reading.facts[0].values["value"]), born, "INFERRED:life", BIRTH)


def test_a_fact_of_unknown_beginning_is_back_dated_only_where_the_record_was_first_met() -> None:
    since_ever = stated("a", None, "INFERRED:undated_address")
    changed = stated("b", None, "INFERRED:undated_address")
    knots = [day(0), day(5)]
    found = versions([said(1, spans(knots, [day(0)]), since_ever), said(2, spans(knots, [day(5)]), changed)], full=True)
    assert found == [
        Version(("a",), None, day(5), "INFERRED:undated_address", None, "OBSERVED", day(0), 1),
        Version(("b",), day(5), None, "OBSERVED", day(0), statement_id=2),
    ]


def test_a_record_that_says_its_thing_is_over_ends_it_by_the_reference_date() -> None:
    open_fact = stated("a", None, "INFERRED:undated_address")
    over = replace(open_fact, until_basis="OBSERVED")
    knots = [day(0), day(5)]
    found = versions([said(1, spans(knots, [day(0)]), open_fact), said(2, spans(knots, [day(5)]), over)], full=True)
    assert found == [Version(("a",), None, day(5), "INFERRED:undated_address", None, "OBSERVED", day(0), 1)]


def test_a_stated_end_is_not_moved_by_the_record_s_absence() -> None:
    closed = replace(stated("a", day(1), "STATED"), until=day(9), until_basis="STATED")
    found = versions([said(1, spans([day(2), day(5)], [day(2)]), closed)], full=True)
    assert found == [Version(("a",), day(1), day(9), "STATED", None, "STATED", None, 1)]


def test_a_dated_fact_that_a_full_source_no_longer_states_ends_when_it_was_missed() -> None:
    found = versions([said(1, spans([day(2), day(5)], [day(2)]), stated("a", day(1), "STATED"))], full=True)
    assert found == [Version(("a",), day(1), day(5), "STATED", None, "OBSERVED", day(2), 1)]


def test_a_fact_foretold_and_taken_back_before_it_began_never_held() -> None:
    foretold = said(1, spans([day(0), day(3)], [day(0)]), stated("a", day(8), "STATED"))
    assert versions([foretold], full=True) == []


def test_a_corrected_first_day_replaces_the_one_it_corrects() -> None:
    knots = [day(5), day(9)]
    statements = [
        said(1, spans(knots, [day(5)]), stated("a", day(1), "STATED")),
        said(2, spans(knots, [day(9)]), stated("a", day(3), "STATED")),
    ]
    assert versions(statements, full=False) == [Version(("a",), day(3), None, "STATED", statement_id=2)]


def test_a_return_to_an_earlier_state_is_no_correction_of_it() -> None:
    """Away and back: each stay was stated while it lasted, so each is kept."""
    knots = [day(1), day(4), day(8)]
    statements = [
        said(1, spans(knots, [day(1)]), stated("here", day(0), "STATED")),
        said(2, spans(knots, [day(4)]), stated("there", day(3), "STATED")),
        said(3, spans(knots, [day(8)]), stated("here", day(6), "STATED")),
    ]
    for full in (True, False):
        found = versions(statements, full=full)
        assert [(v.values[0], v.since, v.until) for v in found] == [
            ("here", day(0), day(3)), ("there", day(3), day(6)), ("here", day(6), None),
        ]  # fmt: skip


def test_the_same_words_said_again_after_a_silence_keep_the_days_they_state() -> None:
    in_spans = spans([day(2), day(5), day(8)], [day(2), day(8)])
    found = versions([said(1, in_spans, stated("a", day(1), "STATED"))], full=True)
    assert [(v.since, v.until) for v in found] == [(day(1), None)]
