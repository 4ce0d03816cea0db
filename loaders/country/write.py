"""Writes the synthetic country: deliveries of every department in two rounds, their order, and the truth about them.

OUT/deliveries/<source>/<source>_<reference date>.<ext>   the files, in the layouts their writers describe
OUT/deliveries.json                                       [{source, file, reference_date}] in the order to load them
OUT/truth/<source>.csv                                    each record's true IIN, BIN or cadastral number, and its dirt
OUT/truth/persons.jsonl                                   the true lives
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from loaders.country.address_register import Extract as AddressExtract
from loaders.country.address_register import first_extracts, second_extracts
from loaders.country.biographies import write_biographies
from loaders.country.companies import CompanyRegister, companies_of
from loaders.country.department import Department, Period
from loaders.country.dirt import FIRST_PROFILE, Dirt
from loaders.country.extract import Extract
from loaders.country.files import TRUTH_HEADER, Lines, Truth, opened
from loaders.country.interior import Documents, Registrations
from loaders.country.money import Pension, Tax
from loaders.country.person_register import PersonRegister
from loaders.country.plots import LandRegister, plots_of
from loaders.country.rounds import FIRST_ROUND, SECOND_ROUND
from loaders.country.society import Society, build_society

STEPS_PER_PERSON: Final = 9
"""How often `progress` counts each person: once while living, once in each of eight files about persons."""

Progress = Callable[[int], None] | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """`file` is relative to the country's directory, with `/`; `records` counts what stands in it, broken ones too."""

    source: str
    file: str
    reference_date: date
    records: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written: `persons` in the register at the first round, and the deliveries in the order to load them."""

    persons: int
    seed: int
    deliveries: tuple[Delivery, ...]


def write_country(
    out: Path,
    *,
    persons: int = 20_000,
    seed: int = 1,
    dirt: Dirt = FIRST_PROFILE,
    progress: Progress = None,
) -> Manifest:
    """Writes a country of `persons` people under `out`; the same arguments give the same bytes.

    `progress` gets numbers that add up to `STEPS_PER_PERSON` for each person (and a little more for the newborn).
    Raises CountryTooSmallError below 30 people, SyntheticRangeExhaustedError where the ranges of synthetic documents
    are too small (past some 300,000 people).
    """
    society = build_society(persons, seed, dirt, progress)
    with ExitStack() as stack:
        desk = _Desk(out, society, dirt, progress, stack)
        desk.first_round()
        desk.second_round()
    with opened(out / "truth" / "persons.jsonl") as lines:
        write_biographies(society, lines)
    manifest = Manifest(persons, seed, tuple(desk.deliveries))
    _write_order(out / "deliveries.json", manifest)
    return manifest


@dataclass(slots=True)
class _Desk:
    """Opens the files one after another; a source's truth file stays open for both rounds."""

    out: Path
    society: Society
    dirt: Dirt
    progress: Progress
    stack: ExitStack
    deliveries: list[Delivery] = field(default_factory=list)
    truths: dict[str, Lines] = field(default_factory=dict)

    def first_round(self) -> None:
        society = self.society
        for extract in first_extracts(society.territory, society.seed, plots_of(society)):
            self._addresses(extract, FIRST_ROUND)
        grounds = next(one for one in self.deliveries if one.source == "ar_grounds")
        self.deliveries.append(replace(grounds, source="ar_ground_plots"))
        self._persons(FIRST_ROUND)
        for department in (Documents, Tax, Pension, Registrations):
            self._extract(department(self.society), Period(FIRST_ROUND))
        companies = companies_of(self.society)
        with self._file("gbd_ul", FIRST_ROUND, "csv") as (path, lines):
            truth = self._truth("gbd_ul", path)
            records = CompanyRegister(self.society, companies, self.dirt, lines, truth).write()
            self._deliver("gbd_ul", path, FIRST_ROUND, records)
        with self._file("egkn", FIRST_ROUND, "csv") as (path, lines):
            truth = self._truth("egkn", path)
            records = LandRegister(self.society, companies, self.dirt, lines, truth).write()
            self._deliver("egkn", path, FIRST_ROUND, records)

    def second_round(self) -> None:
        for extract in second_extracts(self.society.territory):
            self._addresses(extract, SECOND_ROUND)
        self._persons(SECOND_ROUND)
        self._extract(Registrations(self.society), Period(SECOND_ROUND, after=FIRST_ROUND))
        self._extract(Tax(self.society), Period(SECOND_ROUND))

    def _addresses(self, extract: AddressExtract, day: date) -> None:
        with self._file(extract.source, day, extract.extension) as (path, lines):
            self._deliver(extract.source, path, day, extract.write(lines))

    def _persons(self, day: date) -> None:
        with self._file("gbd_fl", day, "xml.gz") as (path, lines):
            truth = self._truth("gbd_fl", path)
            records = PersonRegister(self.society, day, self.dirt, lines, truth).write(self.progress)
            self._deliver("gbd_fl", path, day, records)

    def _extract(self, department: Department, period: Period) -> None:
        source = department.source
        with self._file(source, period.until, department.extension, department.encoding, department.newline) as file:
            path, lines = file
            truth = self._truth(source, path)
            records = Extract(department, period, self.dirt, lines, truth).write(self.progress)
            self._deliver(source, path, period.until, records)

    @contextmanager
    def _file(
        self, source: str, day: date, extension: str, encoding: str = "utf-8", newline: str = "\n"
    ) -> Iterator[tuple[Path, Lines]]:
        path = self.out / "deliveries" / source / f"{source}_{day.isoformat()}.{extension}"
        with opened(path, encoding=encoding, newline=newline) as lines:
            yield path, lines

    def _truth(self, source: str, path: Path) -> Truth:
        if source not in self.truths:
            lines = self.stack.enter_context(opened(self.out / "truth" / f"{source}.csv"))
            lines.write(TRUTH_HEADER)
            self.truths[source] = lines
        return Truth(self.truths[source], path.relative_to(self.out).as_posix())

    def _deliver(self, source: str, path: Path, day: date, records: int) -> None:
        self.deliveries.append(Delivery(source, path.relative_to(self.out).as_posix(), day, records))


def _write_order(path: Path, manifest: Manifest) -> None:
    order = [
        {"source": delivery.source, "file": delivery.file, "reference_date": delivery.reference_date.isoformat()}
        for delivery in manifest.deliveries
    ]
    path.write_text(json.dumps(order, indent=2) + "\n", encoding="utf-8")
