"""What must be reached, and the tables that say what was."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reading.load import Measured
from reading.rounds import Found, ratios

OURS, LOGGED = "ours", "ours with its row"


@dataclass(frozen=True, slots=True)
class Bar:
    """`of` answers `question` at least `least` times as often as `to`, in the median of the rounds."""

    question: str
    of: str
    to: str
    least: float


BARS = (
    *(Bar(question, OURS, "postgraphile", 4.0) for question in ("Q1", "Q2")),
    *(Bar(question, LOGGED, "postgraphile", 1.6) for question in ("Q1", "Q2")),
    Bar("Q3", OURS, "postgraphile", 1.5),
    *(Bar(question, OURS, "pgbench", 0.6) for question in ("Q1", "Q2")),
    *(Bar(question, LOGGED, "pgbench with the row", 0.6) for question in ("Q1", "Q2")),
    Bar("Q3", OURS, "pgbench", 0.9),
    *(Bar(question, OURS, "dataloaders", 20.0) for question in ("Q1", "Q2", "Q3")),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A bar with the ratios of the rounds."""

    bar: Bar
    median: float
    lowest: float
    highest: float

    @property
    def reached(self) -> bool:
        return self.median >= self.bar.least

    def told(self) -> str:
        mark = "reached" if self.reached else "BELOW"
        return (
            f"  {self.bar.question} {self.bar.of} / {self.bar.to}: {self.median:.2f} "
            f"({self.lowest:.2f}–{self.highest:.2f}), at least {self.bar.least:g}: {mark}"
        )


def judged(found: Mapping[str, Found]) -> Iterator[Judged]:
    """The bars of what was measured."""
    for bar in BARS:
        rounds = found.get(bar.question, {})
        of, to = rounds.get(bar.of, []), rounds.get(bar.to, [])
        shared = min(len(of), len(to))
        if shared:
            each = ratios(of[:shared], to[:shared])
            yield Judged(bar, statistics.median(each), each[0], each[-1])


def table(title: str, found: Mapping[str, Found], hows: Mapping[tuple[str, str], str]) -> str:
    """Throughput, percentiles and processor time of every contender."""
    lines = [
        title,
        f"  {'':4}{'':22}{'/s':>8}{'min–max':>16}{'p50 ms':>9}{'p99 ms':>9}{'server':>8}{'database':>10}  how",
    ]
    for question, rounds in found.items():
        for name, measured in rounds.items():
            if measured:
                lines.append(f"  {question:4}{name:22}{_row(measured)}  {hows.get((question, name), '')}")
    return "\n".join(lines)


def summary(measured: Sequence[Measured]) -> dict[str, float]:
    rates = [one.per_second for one in measured]
    median = statistics.median
    return {
        "per_second": round(median(rates), 1), "lowest": round(min(rates), 1), "highest": round(max(rates), 1),
        "p50_ms": round(median(one.p50_ms for one in measured), 3),
        "p99_ms": round(median(one.p99_ms for one in measured), 3),
        "server_cpu_ms": round(median(one.server_ms for one in measured), 3),
        "database_cpu_ms": round(median(one.database_ms for one in measured), 3),
        "failed": sum(one.failed for one in measured), "rounds": len(measured),
    }  # fmt: skip


def _row(measured: Sequence[Measured]) -> str:
    told = summary(measured)
    spread = f"{told['lowest']:.0f}–{told['highest']:.0f}"
    failed = f" {told['failed']:.0f} FAILED" if told["failed"] else ""
    return (
        f"{told['per_second']:>8.0f}{spread:>16}{told['p50_ms']:>9.2f}{told['p99_ms']:>9.2f}"
        f"{told['server_cpu_ms']:>8.2f}{told['database_cpu_ms']:>10.2f}{failed}"
    )
