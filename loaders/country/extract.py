"""Writes the extract of one department: its records, the dirt on them, and the truth about every line."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from loaders.country.addresses import old_address
from loaders.country.chance import one_of, share, stream
from loaders.country.department import Department, Entry, Period
from loaders.country.dirt import Dirt, DirtKind
from loaders.country.files import Lines, Truth
from loaders.country.money import ENCODING_LOSS, Tax, fits_windows_1251
from loaders.country.naming import for_sex
from loaders.country.people import Group, Person, Sex
from loaders.country.record import Record, Subject
from loaders.country.society import STRANGERS_TO_A_PERSON, Society
from loaders.country.soiling import Soiling, respelt
from loaders.country.wordlists import surnames


class Extract:
    """`dirt` falls by chances that belong to (seed, source, record): the next round spoils the same record alike."""

    def __init__(self, department: Department, period: Period, dirt: Dirt, lines: Lines, truth: Truth) -> None:
        self.department = department
        self.society: Society = department.society
        self.period = period
        self.dirt = dirt
        self._soiling = Soiling(dirt)
        self._every = {kind: _every(dirt.rate(kind)) for kind in (DirtKind.BROKEN_COLUMNS, DirtKind.IMPOSSIBLE_DATE)}
        self._lines = lines
        self._truth = truth
        self._records = 0

    def write(self, progress: Callable[[int], None] | None = None) -> int:
        """The number of records written; `progress` gets 1 for each person of the register."""
        for line in self.department.header():
            self._lines.write(line)
        for person in self.society.persons:
            self._write_person(person)
            if progress:
                progress(1)
        for line in self.department.footer():
            self._lines.write(line)
        return self._truth.record

    def _write_person(self, person: Person) -> None:
        entries = list(self.department.entries(person, self.period))
        for entry in entries:
            self._write_entry(entry)
        for stranger in self._strangers_beside(person) if entries else ():
            for entry in self.department.entries(stranger, self.period):
                self._write_entry(entry)

    def _strangers_beside(self, person: Person) -> Iterator[Person]:
        """Strangers come so often that they are `rate` of all, one beside some of every fourth person."""
        place, rest = divmod(person.index, STRANGERS_TO_A_PERSON)
        rate = min(self.dirt.rate(DirtKind.STRANGER), 0.2)
        chance = STRANGERS_TO_A_PERSON * rate / (1 - rate)
        if rest == 0 and share(self.society.seed, self.department.source, "stranger", place) < chance:
            yield self.society.strangers[place % len(self.society.strangers)]

    def _write_entry(self, entry: Entry) -> None:
        key = f"{self.society.seed}|{self.department.source}|{entry.key}"
        subject = self._subject(entry, key)
        record = self._clean(entry)
        kinds: list[str] = [*self._soiling.soil(record, subject, key)]
        if not self.society.knows(entry.person):
            kinds.append(DirtKind.STRANGER)
        self._write(record, entry, kinds)
        self._repeat(record, entry, subject, key, kinds)
        self._break(record, entry)

    def _repeat(self, record: Record, entry: Entry, subject: Subject, key: str, kinds: list[str]) -> None:
        if share(key, "exact") < self.dirt.rate(DirtKind.DUPLICATE_EXACT):
            self._write(record, entry, [*kinds, DirtKind.DUPLICATE_EXACT])
        if share(key, "again") < self.dirt.rate(DirtKind.DUPLICATE_RESPELT):
            self._write(respelt(record, subject, key), entry, [*kinds, DirtKind.DUPLICATE_RESPELT])

    def _break(self, record: Record, entry: Entry) -> None:
        """Every so many records one more that cannot be read, of each kind; the first early in the file."""
        self._records += 1
        if self._is_time_for(DirtKind.BROKEN_COLUMNS, 7):
            columns = self.department.columns(record, entry)
            self._tell(self.department.broken_line(columns), entry, [DirtKind.BROKEN_COLUMNS])
        if self._is_time_for(DirtKind.IMPOSSIBLE_DATE, 11):
            columns = self.department.columns(record, entry) | {"birth": self.department.impossible_birth}
            self._tell(self.department.line(columns), entry, [DirtKind.IMPOSSIBLE_DATE])

    def _is_time_for(self, kind: DirtKind, first: int) -> bool:
        every = self._every[kind]
        return every > 0 and self._records % every == min(first, every - 1)

    def _write(self, record: Record, entry: Entry, kinds: Sequence[str]) -> None:
        columns = self.department.columns(record, entry)
        lost = isinstance(self.department, Tax) and _loses_in_windows_1251(record)
        self._tell(self.department.line(columns), entry, [*kinds, ENCODING_LOSS] if lost else kinds)

    def _tell(self, line: str, entry: Entry, kinds: Sequence[str]) -> None:
        truth = self.department.true_iin(entry.person, self.period.until)
        self._truth.tell(self._lines.write(line), entry.key, truth, kinds)

    def _clean(self, entry: Entry) -> Record:
        record = Record.of(entry.name, entry.person)
        record.numbers = dict(entry.numbers)
        if not self.department.tells_sex:
            record.sex = None
        if entry.dwelling is not None:
            record.rka, record.place = self.department.address(entry.dwelling, entry.key)
        return record

    def _subject(self, entry: Entry, key: str) -> Subject:
        person, until = entry.person, self.period.until
        return Subject(
            person=person,
            other_surname=lambda: _other_surname(person, entry, self.society, until, key),
            another=lambda chance: self._another(person, chance),
            partner=lambda: self._partner(person),
            old_place=lambda chance: self._old_place(entry, chance),
        )

    def _another(self, person: Person, chance: float) -> dict[str, str]:
        """The numbers of somebody in the register who has them on this day."""
        known = [p for p in self._from(int(chance * len(self.society.persons)), 60) if p.index != person.index]
        adult = [p for p in known if p.age_on(self.period.until) >= 18]
        return self.department.numbers_of(adult[0], self.period.until) if adult else {}

    def _partner(self, person: Person) -> dict[str, str]:
        """Only the department's own number is given twice: to this person and to the one registered before."""
        for other in self._from(person.index % len(self.society.persons) - 60, 60)[::-1]:
            if other.index != person.index and any(self.department.entries(other, self.period)):
                own, number = next(iter(self.department.numbers_of(other, self.period.until).items()))
                return {own: number}
        return {}

    def _from(self, first: int, wanted: int) -> list[Person]:
        return self.society.persons[max(0, first) : max(0, first) + wanted]

    def _old_place(self, entry: Entry, chance: float) -> str:
        return "" if entry.dwelling is None else old_address(self.society.territory, entry.dwelling, chance)


def _other_surname(person: Person, entry: Entry, society: Society, day: date, key: str) -> str:
    """A woman's: one she bore before or since, else her husband's, else one nobody has told the register of."""
    if person.sex is not Sex.WOMAN or person.age_on(day) < 18:
        return ""
    borne = [named.name.surname for named in person.names if named.first_day <= day]
    others = [surname for surname in borne if surname != entry.name.surname]
    if others:
        return others[-1]
    husbands = [society.persons[m.spouse].name_on(m.first_day).surname for m in person.marriages if m.first_day <= day]
    taken = [for_sex(surname, Sex.WOMAN) for surname in husbands]
    unknown = one_of(stream(key, "unknown surname"), surnames(Group(person.group))).kazakh
    return next((s for s in taken if s != entry.name.surname), for_sex(unknown, Sex.WOMAN))


def _every(rate: float) -> int:
    """One in how many records; 0 for never."""
    return max(1, round(1 / rate)) if rate else 0


def _loses_in_windows_1251(record: Record) -> bool:
    return not fits_windows_1251(record.surname + record.given + record.patronymic)
