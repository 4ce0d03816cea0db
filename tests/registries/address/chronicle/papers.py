"""What a country's offices hand in, the files they write, and what their extracts say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tests.loaders.naming import act_row, cards, renamings
from tests.loaders.papers import kato_2022, kato_2026
from tests.registries.address.chronicle.facts import ACT, BEFORE_ACT, OBSERVED, STATED, UNDATED, Bound, Fact

KINDS = {"REPUBLIC": "0", "REGION": "1", "DISTRICT": "3", "VILLAGE": "7", "TOWN": "8"}
STREETS = {"STREET": "1", "AVENUE": "2", "MICRODISTRICT": "3"}
EXTRACT, NAMES_OF_EXTRACT = 60, 40
SORTS = {"ar_units": "unit", "ar_geonyms": "geonym", "ar_buildings": "address"}
EDITIONS, NAMINGS = "kato", "naming_acts"
NAMING_COLUMNS = "object;code;old_name_ru;old_name_kk;new_name_ru;new_name_kk;first_day;act;signed_on"


@dataclass(frozen=True)
class Row:
    """A thing as an extract has it; `over`: the unit or geonym it lies in, `inside`: what of its own sort it lies in."""

    key: str
    kind: str = ""
    ru: str = ""
    kk: str = ""
    code: str = ""
    over: str = ""
    inside: str = ""
    number: str = ""
    ended: bool = False

    def facts(self) -> Iterable[tuple[str, object, int]]:
        yield "existence", True, EXTRACT
        yield "code", self.code, EXTRACT
        if self.number:
            street, unit = (self.over, None) if self.kind == "ON_STREET" else (None, self.over)
            yield "building", (unit, street, self.inside or None, self.number, "HOUSE"), EXTRACT
            return
        yield "type", self.kind, EXTRACT
        yield "name.ru", self.ru, NAMES_OF_EXTRACT
        if self.kk:
            yield "name.kk", self.kk, NAMES_OF_EXTRACT
        if self.kind in STREETS:
            yield "place", (self.over, self.inside or None), EXTRACT
        elif self.over:
            yield "parent", self.over, EXTRACT


@dataclass(frozen=True)
class Clause:
    """`operation` in the words of the source; the other name is the new one, or that of the unit it names besides."""

    operation: str
    language: str
    place: str
    old: str
    other: str


@dataclass(frozen=True)
class Act:
    """`published` where the rows of the act tell it; else its card may."""

    number: str
    status: str
    published: date | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Naming:
    """What a street under its code was called up to a day, and is called from then on; one of the two may be unsaid."""

    key: str
    code: str
    language: str
    old: str
    new: str
    first_day: date


@dataclass(frozen=True)
class Paper:
    """One delivery: rows of an extract of its day, or acts, or cards (number and day of publication), or all namings."""

    source: str
    day: date
    rows: tuple[Row, ...] = ()
    acts: tuple[Act, ...] = ()
    cards: tuple[tuple[str, date], ...] = ()
    namings: tuple[Naming, ...] = ()

    @property
    def content(self) -> bytes:
        if self.source == "renamings":
            return renamings(*(_act_row(act, clause) for act in self.acts for clause in act.clauses))
        if self.source == "act_cards":
            return cards(*((number, str(day)) for number, day in self.cards))
        if self.source == EDITIONS:
            return _edition(self.rows)
        if self.source == NAMINGS:
            return "\n".join([NAMING_COLUMNS, *map(_naming_row, self.namings), ""]).encode()
        columns, line = _LINES[self.source]
        return "\n".join([columns, *map(line, self.rows), ""]).encode()


def _edition(rows: Sequence[Row]) -> bytes:
    """In the layout of 2026, or in that of 2022, which knows no Kazakh."""
    if any(row.kk for row in rows):
        return kato_2026(*((row.code, row.ru, row.kk) for row in rows))
    return kato_2022(*((row.code, row.ru) for row in rows))


def _naming_row(one: Naming) -> str:
    names = (f"{one.old};;{one.new};", f";{one.old};;{one.new}")[one.language == "kk"]
    return f"geonym;{one.code};{names};{one.first_day};Постановление о наименовании;"


def _act_row(act: Act, clause: Clause) -> dict[str, str]:
    return act_row(
        clause.old, clause.other, place=clause.place, lang=clause.language, kind=clause.operation, status=act.status,
        source_url=f"https://adilet.zan.kz/rus/docs/{act.number}", published_on=str(act.published or ""),
    )  # fmt: skip


_LINES = {
    "ar_units": (
        "id,parent_id,name_rus,name_kaz,cato,rco,actual,d_ats_type_code",
        lambda r: f"{r.key},{r.over or 0},{r.ru},{r.kk},{r.code},,{_actual(r)},{KINDS[r.kind]}",
    ),
    "ar_geonyms": (
        "id,parent_id,s_ats_id,name_rus,name_kaz,rco,actual,d_geonims_type_id",
        lambda r: f"{r.key},{r.inside or 0},{r.over},{r.ru},{r.kk},{r.code},{_actual(r)},{STREETS[r.kind]}",
    ),
    "ar_buildings": (
        "id,parent_id,s_ats_id,s_geonim_id,d_buildings_pointer_code,number,rca,actual",
        lambda r: (
            f"{r.key},{r.inside or 0},{0 if r.kind == 'ON_STREET' else r.over},{r.over if r.kind == 'ON_STREET' else 0},"
            f"1,{r.number},{r.code},{_actual(r)}"
        ),
    ),
}


def _actual(row: Row) -> str:
    return "false" if row.ended else "true"


def of_extracts(extracts: Iterable[Paper]) -> Iterable[Fact]:
    """What an extract says holds from its day to that of the next; what the first says has always held."""
    ordered = sorted(extracts, key=lambda one: one.day)
    days: list[date | None] = [None, *(one.day for one in ordered), None]
    for place, extract in enumerate(ordered, start=1):
        earlier, later = days[place - 1], days[place + 1]
        begins: Bound = (UNDATED, None) if earlier is None else (OBSERVED, earlier)
        ends: Bound | None = None if later is None else (OBSERVED, extract.day)
        for row in extract.rows:
            thing = SORTS[extract.source], row.key
            for about, value, weight in row.facts():
                if not row.ended:
                    yield Fact(
                        thing, about, value, None if earlier is None else extract.day, later, weight, begins, ends
                    )
                elif earlier is None:
                    yield Fact(thing, about, value, None, extract.day, weight, begins, (OBSERVED, None))


def of_namings(papers: Iterable[Paper]) -> Iterable[Fact]:
    """An old name holds up to the day, whatever came before; the new one from then on."""
    for one in sorted({naming for paper in papers for naming in paper.namings}, key=str):
        thing, about = ("geonym", one.key), f"name.{one.language}"
        if one.old:
            yield Fact(thing, about, one.old, None, one.first_day, ACT, (BEFORE_ACT, None), (STATED, None))
        if one.new:
            yield Fact(thing, about, one.new, one.first_day, None, ACT, (STATED, None))
