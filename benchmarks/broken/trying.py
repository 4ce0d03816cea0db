"""Each case as a delivery of its own into one database, and what became of it in the words of the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from broken.case import Case
from sqlalchemy import Engine, text

from loaders.delivery import Report, load
from loaders.explanation import Summary, explain
from loaders.formats import BrokenFile
from loaders.source import Source, load_source
from loaders.source.language import HeldAbove

FIRST_DAY = date(2020, 1, 1)
COUNTED = ("rows", "accepted", "duplicate", "quarantined")


class Silence:
    def phase(self, name: str, total: int) -> None: ...

    def advance(self, amount: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """`counts`: rows, accepted, duplicate, quarantined; None for a refused file. `faults`: what went wrong besides."""

    case: Case
    happened: str
    counts: tuple[int, int, int, int] | None
    faults: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        return self.happened == self.case.expected and not self.faults


def try_all(engine: Engine, folder: Path, cases: list[Case]) -> Iterator[Outcome]:
    for number, case in enumerate(cases):
        path = folder / f"case_{number}"
        path.write_bytes(case.content)
        yield _try(engine, case, path, FIRST_DAY + timedelta(number), f"case_{number}")
        path.unlink()


def _try(engine: Engine, case: Case, path: Path, day: date, name: str) -> Outcome:
    """Under a name of its own, so that no row of another case makes one of this a duplicate."""
    source = load_source(case.source).model_copy(update={"name": name, "limits": HeldAbove(shrinks=1, changes=1)})
    before = _kept(engine)
    try:
        report = load(engine, source, path, day, 1000, Silence())
    except BrokenFile as refusal:
        faults = ["something was kept"] if _kept(engine) != before else []
        return Outcome(case, f"refused {refusal.code}", None, tuple(faults))
    told = _explained(source, path, day)
    counts = (report.rows, report.accepted, report.duplicate, report.quarantined)
    return Outcome(case, _happened(report, told), counts, tuple(_faults(report, told, before, _kept(engine))))


def _kept(engine: Engine) -> tuple[int, int]:
    """How many statements and quarantined rows there are."""
    with engine.connect() as connection:
        row = connection.execute(
            text("SELECT (SELECT count(*) FROM provenance.statement), (SELECT count(*) FROM provenance.quarantine)")
        ).one()
    return row[0], row[1]


def _explained(source: Source, path: Path, day: date) -> Summary:
    summary = Summary()
    for row in explain(source, path, day, synthetic=True):
        summary.add(row)
    return summary


def _happened(report: Report, told: Summary) -> str:
    parts = []
    if report.quarantined:
        parts.append(f"quarantined {', '.join(sorted(report.reasons))}")
    if told.suspicions:
        parts.append(f"flagged {', '.join(sorted(told.suspicions))}")
    if report.duplicate:
        parts.append("duplicate")
    return "; ".join(parts) or ("accepted" if report.rows else "nothing in it")


def _faults(report: Report, told: Summary, before: tuple[int, int], after: tuple[int, int]) -> Iterator[str]:
    if report.rows != report.accepted + report.duplicate + report.quarantined:
        yield "rows are not conserved"
    if (after[0] - before[0], after[1] - before[1]) != (report.accepted, report.quarantined):
        yield "the report differs from what was kept"
    said = told.as_json()
    if any(said[name] != getattr(report, name) for name in COUNTED):
        yield "the explanation differs from the load"
