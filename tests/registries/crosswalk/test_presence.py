"""When a source stood by a statement, held day by day against its deliveries."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.presence import Span, spans
from tests.prove import examples

FIRST = date(2000, 1, 1)
CALENDAR = [FIRST + timedelta(days=number) for number in range(-1, 14)]
DAYS = st.sets(st.integers(0, 11).map(lambda number: FIRST + timedelta(days=number)))


@settings(max_examples=examples(200))
@given(DAYS, DAYS)
def test_a_source_stands_by_what_its_last_delivery_said(knots: set[date], said_on: set[date]) -> None:
    found = spans(sorted(knots), said_on)
    for day in CALENDAR:
        last = max((knot for knot in knots if knot <= day), default=None)
        standing = [span for span in found if span.since <= day and (span.until is None or day < span.until)]
        assert len(standing) == (1 if last in said_on else 0)


@settings(max_examples=examples(200))
@given(DAYS, DAYS)
def test_a_span_names_the_deliveries_on_both_sides_of_its_bounds(knots: set[date], said_on: set[date]) -> None:
    for span in spans(sorted(knots), said_on):
        assert span.not_yet == max((knot for knot in knots if knot < span.since), default=None)
        assert span.last_seen == max(knot for knot in knots if span.until is None or knot < span.until)
        assert span.not_yet not in said_on
        assert span.until is None or (span.until in knots and span.until not in said_on)


@settings(max_examples=examples(200))
@given(DAYS, DAYS)
def test_days_without_a_delivery_that_counts_are_not_spoken_on(knots: set[date], said_on: set[date]) -> None:
    assert spans(sorted(knots), said_on) == spans(sorted(knots), said_on & knots)


def test_a_statement_that_came_back_has_two_spans() -> None:
    first, second, third = (FIRST + timedelta(days=number) for number in (0, 5, 9))
    assert spans([first, second, third], [first, third]) == [
        Span(since=first, until=second, not_yet=None, last_seen=first),
        Span(since=third, until=None, not_yet=second, last_seen=third),
    ]


def test_a_statement_of_no_delivery_that_counts_was_never_made() -> None:
    assert spans([], [FIRST]) == []
