"""Chance that depends on what is being decided and on nothing else.

Every decision has a key (seed, source, record, kind …) and its own stream, so that switching one kind of dirt off,
or writing one file more, leaves every other decision as it was.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from random import Random
from struct import unpack
from typing import Final, TypeVar

Item = TypeVar("Item")
DRAWN_BELOW: Final = 65_536
"""What each of `draws` stays below."""


def stream(*key: object) -> Random:
    """The random stream of one decision."""
    return Random(_digest(key))  # noqa: S311 - invented people, no secret


def share(*key: object) -> float:
    """A uniform number in [0, 1) that belongs to `key`."""
    return _digest(key) / 2**64


def draws(key: str) -> tuple[int, ...]:
    """Thirty-two independent uniform numbers below `DRAWN_BELOW` that belong to `key`: many small decisions at once."""
    return unpack(">32H", blake2b(key.encode(), digest_size=64).digest())


def later_stream(*key: object) -> Callable[[], Random]:
    """The stream of a decision, made only when it is asked for."""
    return lambda: stream(*key)


def one_of(rng: Random, items: Sequence[Item]) -> Item:
    return items[int(rng.random() * len(items))]


def day_between(rng: Random, first: date, last: date) -> date:
    """A day of [first, last]; `first` when the interval is empty."""
    return first + timedelta(days=int(rng.random() * max(1, (last - first).days + 1)))


def _digest(key: tuple[object, ...]) -> int:
    text = "|".join(map(str, key))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
