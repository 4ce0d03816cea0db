"""Sweeps, warm-up and interleaved rounds: every contender at its best setting, in turn, in rotated order."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reading.load import Measured, Target, press, processor_seconds
from reading.server import Server

Run = Callable[[float, int], Measured]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of everything, and how many connections are tried."""

    warm_up: float
    round: float
    rounds: int
    trial: float
    connections: Sequence[int]
    deadline: float  # of time.monotonic

    @property
    def over(self) -> bool:
        return time.monotonic() > self.deadline


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who answers one question: `run` for so many seconds from a line of the keys on."""

    name: str
    how: str
    run: Run


def by_wrk(server: Server, target: Target, connections: int, postmaster: int | None) -> Run:
    """Load by wrk, with the processor time of the server and of PostgreSQL beside it."""

    def run(seconds: float, place: int) -> Measured:
        roots = [server.process.pid], [postmaster] if postmaster else []
        before = [processor_seconds(of) for of in roots]
        found = press(target, connections, seconds, place)
        used = [processor_seconds(of) - was for of, was in zip(roots, before, strict=True)]
        asked = max(found.per_second * max(round(seconds), 1), 1)
        return replace(found, server_ms=used[0] * 1000 / asked, database_ms=used[1] * 1000 / asked)

    return run


def best_connections(server: Server, target: Target, pace: Pace) -> tuple[int, float]:
    """The connection count with the highest throughput, and that throughput."""
    press(target, max(pace.connections), pace.trial)
    tried = {count: press(target, count, pace.trial).per_second for count in pace.connections}
    best = max(tried, key=lambda count: tried[count])
    return best, tried[best]


def interleaved(contenders: Sequence[Contender], pace: Pace) -> dict[str, list[Measured]]:
    """Every contender warmed up, then measured once a round, each round beginning with another."""
    measured: dict[str, list[Measured]] = {contender.name: [] for contender in contenders}
    for contender in contenders:
        contender.run(pace.warm_up, 0)
    for number in range(pace.rounds):
        if pace.over:
            break
        for at in range(len(contenders)):
            contender = contenders[(number + at) % len(contenders)]
            measured[contender.name].append(contender.run(pace.round, 7_919 * (number + 1)))
    return measured


def ratios(of: Sequence[Measured], to: Sequence[Measured]) -> list[float]:
    """Throughput as multiples, round by round, in rising order."""
    return sorted(one.per_second / other.per_second for one, other in zip(of, to, strict=True))


Found = Mapping[str, Sequence[Measured]]
