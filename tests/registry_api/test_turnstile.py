"""The queue before the connections: its bound, its order, and that no place is ever lost."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry_api.turnstile import BusyError, Turnstile
from tests.prove import examples

PATIENCE_SECONDS = 30.0


def await_that(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.001)


def as_at_first(turnstile: Turnstile) -> bool:
    """Everybody it lets in comes in, and one more does not."""
    for _ in range(turnstile.most):
        turnstile.enter()
    full = turnstile.in_use == turnstile.most and turnstile.waiting == 0
    for _ in range(turnstile.most):
        turnstile.leave()
    return full and turnstile.in_use == 0


def test_those_who_wait_come_in_in_the_order_they_came() -> None:
    turnstile, came_in = Turnstile(1, 20, PATIENCE_SECONDS), []
    turnstile.enter()

    def visit(number: int) -> None:
        turnstile.enter()
        came_in.append(number)
        turnstile.leave()

    with ThreadPoolExecutor(20) as threads:
        for number in range(20):
            threads.submit(visit, number)
            await_that(lambda waiting=number + 1: turnstile.waiting == waiting)  # type: ignore[misc]
        turnstile.leave()
    assert came_in == list(range(20))
    assert as_at_first(turnstile)


def test_nobody_slips_in_before_those_who_wait() -> None:
    turnstile = Turnstile(1, 1, PATIENCE_SECONDS)
    turnstile.enter()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(turnstile.enter)
        await_that(lambda: turnstile.waiting == 1)
        turnstile.leave()
        # The place is the other's already, whether or not his thread has run.
        assert (turnstile.in_use, turnstile.waiting) == (1, 0)
        waiting.result(PATIENCE_SECONDS)
    turnstile.leave()
    assert as_at_first(turnstile)


def test_where_the_queue_is_full_one_is_refused_at_once() -> None:
    turnstile = Turnstile(1, 0, PATIENCE_SECONDS)
    assert turnstile.enter_at_once()
    with pytest.raises(BusyError):
        turnstile.enter()
    assert not turnstile.enter_at_once()
    assert (turnstile.refused_full, turnstile.refused_late) == (2, 0)
    turnstile.leave()
    assert as_at_first(turnstile)


def test_who_waits_in_vain_is_refused_and_leaves_the_queue() -> None:
    turnstile = Turnstile(1, 1, 0.01)
    turnstile.enter()
    with pytest.raises(BusyError):
        turnstile.enter()
    assert (turnstile.waiting, turnstile.refused_full, turnstile.refused_late) == (0, 0, 1)
    turnstile.leave()
    assert as_at_first(turnstile)


def test_all_who_wait_can_be_sent_away() -> None:
    turnstile = Turnstile(1, 3, PATIENCE_SECONDS)
    turnstile.enter()
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(turnstile.enter) for _ in range(3)]
        await_that(lambda: turnstile.waiting == 3)
        turnstile.send_away()
        assert [type(one.exception(PATIENCE_SECONDS)) for one in waiting] == [BusyError] * 3
    turnstile.leave()
    assert as_at_first(turnstile)


@settings(max_examples=examples(20), deadline=None)
@given(
    most=st.integers(1, 4),
    places=st.integers(0, 4),
    visitors=st.lists(st.lists(st.sampled_from([0.0, 0.0005, 0.003]), max_size=6), min_size=1, max_size=10),
    wait=st.sampled_from([0.0, 0.0001, 0.001, 0.01]),
)
def test_never_more_are_in_or_waiting_than_may_be_and_no_place_is_lost(
    most: int, places: int, visitors: list[list[float]], wait: float
) -> None:
    turnstile, lock, inside, crowds = Turnstile(most, places, wait), threading.Lock(), set[int](), [0]
    refused = []

    def visit(number: int, stays: list[float]) -> None:
        for stay in stays:
            try:
                turnstile.enter()
            except BusyError:
                refused.append(number)
                continue
            with lock:
                inside.add(number)
                crowds.append(len(inside))
            time.sleep(stay)
            with lock:
                inside.remove(number)
            turnstile.leave()

    with ThreadPoolExecutor(len(visitors)) as threads:
        list(threads.map(visit, range(len(visitors)), visitors))
    assert max(crowds) <= most
    assert len(crowds) - 1 + len(refused) == sum(len(stays) for stays in visitors)
    assert turnstile.refused_full + turnstile.refused_late == len(refused)
    assert as_at_first(turnstile)
