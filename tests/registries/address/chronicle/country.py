"""Small countries that live through random histories: what a step means is told by what is there when it is taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import ClassVar

from tests.registries.address.chronicle.day import named
from tests.registries.address.chronicle.decrees import START, Authority, Levels, Op, kazakh, often_the_first, pick
from tests.registries.address.chronicle.facts import Belief
from tests.registries.address.chronicle.papers import SORTS, Clause, Naming, Row
from tests.registries.address.chronicle.read_acts import MERGE_STREET, RENAME_STREET

COUNTRIES = 10
REPUBLIC = Row("1", "REPUBLIC", "Республика Казахстан", "Қазақстан Республикасы", "990000000")
ENDINGS = ("бал", "дос", "кен", "мир", "нур", "сан", "тас", "жар", "лек", "пар")
OF_UNITS = (
    "Сарым",
    "Талап",
    "Жанат",
    "Мерек",
    "Туран",
    "Арал",
    "Бестам",
    "Кобен",
    "Шубар",
    "Достык",
    "Гранит",
    "Лесок",
)
OF_STREETS = ("Абай", "Гоголь", "Ынтым", "Мир", "Победит", "Самал", "Коктем", "Бейбит")
VERBS = {
    "ar_units": (
        "create",
        "rename_ru",
        "rename_kk",
        "recode",
        "take_code",
        "move",
        "abolish",
        "restore",
        "change_kind",
    ),
    "ar_geonyms": ("create", "rename_ru", "rename_kk", "move", "abolish", "restore"),
    "ar_buildings": ("create", "number", "move", "abolish", "restore"),
}


@dataclass
class Country(Authority):
    """What the offices of country `number` have in their books; codes once given are remembered."""

    letter: ClassVar[str] = "K"
    levels: ClassVar[Levels] = {"VILLAGE": ("VILLAGE", "TOWN"), "DISTRICT": ("DISTRICT",), "REGION": ("REGION",)}
    books: dict[str, dict[str, Row]] = field(default_factory=dict)
    gone: dict[str, dict[str, Row]] = field(default_factory=lambda: {source: {} for source in SORTS})
    codes: list[str] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        unit, street = self.unit_name, self.street_name
        kinds = ("REGION", "REGION", "DISTRICT", "DISTRICT", "VILLAGE", "VILLAGE", "VILLAGE")
        above = ("1", self.key(1), self.key(1), self.key(2), self.key(3), self.key(3), self.key(4))
        units = [
            Row(self.key(n), kind, unit(n - 1), kazakh(unit(n - 1)), self.new_code(), "1" if kind == "REGION" else lies)
            for n, (kind, lies) in enumerate(zip(kinds, above, strict=True), start=1)
        ]
        geonyms = [
            Row(self.key(31), "MICRODISTRICT", street(5), kazakh(street(5)), self.rko(31), self.key(5)),
            Row(self.key(32), "STREET", street(0), kazakh(street(0)), self.rko(32), self.key(5), self.key(31)),
            Row(self.key(33), "STREET", street(1), "", self.rko(33), self.key(6)),
        ]
        buildings = [
            Row(self.key(61), "ON_STREET", code=self.rka(61), over=self.key(32), number="12"),
            Row(self.key(62), "ON_STREET", code=self.rka(62), over=self.key(33), number="7А"),
            Row(self.key(63), "IN_UNIT", code=self.rka(63), over=self.key(7), number="3"),
            Row(self.key(64), "ON_STREET", code=self.rka(64), over=self.key(32), inside=self.key(61), number="1"),
        ]
        for source, rows in (("ar_units", units), ("ar_geonyms", geonyms), ("ar_buildings", buildings)):
            self.books[source] = {row.key: row for row in rows}
        self.made = 0

    def key(self, place: int) -> str:
        return str(1000 + self.number * 100 + place)

    def unit_name(self, place: int) -> str:
        return OF_UNITS[place % len(OF_UNITS)] + ENDINGS[self.number]

    def street_name(self, place: int) -> str:
        return OF_STREETS[place % len(OF_STREETS)] + ENDINGS[self.number]

    def new_code(self) -> str:
        self.codes.append(f"99{self.number + 10}{len(self.codes) + 10}000")
        return self.codes[-1]

    def rko(self, place: int) -> str:
        return f"{9900000000100000 + int(self.key(place))}"

    def rka(self, place: int) -> str:
        return f"{9900000000200000 + int(self.key(place))}"

    # What an office changes in its book

    def change(self, source: str, op: Op) -> None:
        verb, book = VERBS[source][op[0] % len(VERBS[source])], self.books[source]
        if verb == "create":
            self._create(source, op)
        elif verb == "restore":
            back = [row for row in self.gone[source].values() if row.code not in self._borne(source)]
            if back:
                row = pick(back, op[1])
                book[row.key] = self.gone[source].pop(row.key)
        elif movable := [row for row in book.values() if row.kind not in ("REPUBLIC", "REGION")]:
            row = pick(movable, op[1])
            if verb == "abolish":
                self.gone[source][row.key] = book.pop(row.key)
            else:
                book[row.key] = self._changed(source, row, verb, op[2])

    def _borne(self, source: str) -> set[str]:
        return {row.code for row in self.books[source].values()}

    def _create(self, source: str, op: Op) -> None:
        if self.made >= 20:
            return
        self.made += 1
        first = {"ar_units": 8, "ar_geonyms": 34, "ar_buildings": 65}[source]
        place = first + self.made
        if source == "ar_units":
            code = self._free_code(op[2]) if op[2] % 2 else self.new_code()
            row = Row(self.key(place), "VILLAGE", self.unit_name(op[1]), "", code, self._over("DISTRICT", op[1]))
        elif source == "ar_geonyms":
            row = Row(
                self.key(place), "STREET", self.street_name(op[1]), "", self.rko(place), self._over("VILLAGE", op[2])
            )
        else:
            row = self._placed(Row(self.key(place), code=self.rka(place), number=str(op[1] + 1)), op[2])
        self.books[source][row.key] = row

    def _free_code(self, choice: int) -> str:
        """A code that was given up, or a new one."""
        borne = self._borne("ar_units")
        free = [code for code in self.codes if code not in borne]
        return pick(free, choice // 2) if free else self.new_code()

    def _over(self, kind: str, choice: int) -> str:
        kinds = ("VILLAGE", "TOWN") if kind == "VILLAGE" else (kind,)
        units = [row.key for row in self.books["ar_units"].values() if row.kind in kinds]
        return pick(units, choice) if units else self.key(1)

    def _placed(self, row: Row, choice: int) -> Row:
        streets = [one.key for one in self.books["ar_geonyms"].values() if one.kind != "MICRODISTRICT"]
        if streets and choice % 3:
            return replace(row, kind="ON_STREET", over=pick(streets, choice))
        return replace(row, kind="IN_UNIT", over=self._over("VILLAGE", choice))

    def _changed(self, source: str, row: Row, verb: str, choice: int) -> Row:
        name = self.unit_name if source == "ar_units" else self.street_name
        if verb == "rename_ru":
            return replace(row, ru=name(choice))
        if verb == "rename_kk":
            return replace(row, kk=kazakh(name(choice)) if choice % 5 else "")
        if verb in ("recode", "take_code"):
            return replace(row, code=self._free_code(choice) if verb == "take_code" else self.new_code())
        if verb == "change_kind":
            return replace(row, kind={"VILLAGE": "TOWN", "TOWN": "VILLAGE"}.get(row.kind, row.kind))
        if verb == "number":
            return replace(row, number=str(choice + 100))
        return self._moved(source, row, choice)

    def _moved(self, source: str, row: Row, choice: int) -> Row:
        if source == "ar_units":
            return replace(row, over=self._over("REGION" if row.kind == "DISTRICT" else "DISTRICT", choice))
        return replace(row, over=self._over("VILLAGE", choice)) if source == "ar_geonyms" else self._placed(row, choice)

    def rows(self, source: str, step: int) -> Iterable[Row]:
        """The book as an extract; what is gone is left out, or said to have ended."""
        yield from self.books[source].values()
        borne = self._borne(source)
        for place, row in enumerate(self.gone[source].values()):
            if (step + place) % 2 and row.code not in borne:
                yield replace(row, ended=True)

    # What its authorities decree

    def naming(self, op: Op) -> Naming:
        """Of one of its first streets, by its code."""
        key, language = self.key(32 + op[1] % 2), ("ru", "kk")[op[2] % 2]
        old, new = (self.street_name(op[place]) if op[0] % 3 != place else "" for place in (1, 2))
        old, new = (kazakh(name) if name and language == "kk" else name for name in (old, new))
        day = self.unlike(START + timedelta(days=op[1] * 17 + op[2] - 100))
        self.namings.append(Naming(key, self.rko(int(key) % 100), language, old, new, day))
        return self.namings[-1]

    def _of_street(self, operation: str, op: Op, belief: Belief, day: date, language: str) -> Sequence[Clause]:
        streets = self.known(belief, "geonym", day, ("STREET", "AVENUE"))
        villages = self.known(belief, "unit", day, ("VILLAGE", "TOWN"))
        if not streets or not villages:
            return ()
        (kind, name), village = pick(streets, often_the_first(op)), pick(villages, op[2])
        place, key = self._place_of(name, belief, day) or (named(village[1], village[0], "ru"), None)
        old = named(name, kind, "ru")
        if operation == RENAME_STREET:
            new, other = "AVENUE" if op[2] % 7 == 0 else kind, self.street_name(op[0] + op[2])
            if day < START and op[2] % 4:
                # What the first extract calls a street, it got by the act.
                old, other, new = named(other, "STREET" if op[2] % 7 == 0 else kind, "ru"), name, kind
            return [
                Clause(
                    operation, language, place, old, named(kazakh(other) if language == "kk" else other, new, language)
                )
            ]
        other_kind, other = pick(streets, op[2])
        if key is not None and (made := self.found_street(key, op[1]) if op[2] % 3 else None) is not None:
            other_kind, other = "STREET", made
        found = named(other, other_kind, "ru")
        if operation == MERGE_STREET:
            return [Clause(operation, language, place, old, found)]
        parts = [found] if op[1] % 7 == 0 else [found, old]
        return [Clause(operation, language, place, old, part) for part in parts]

    def _place_of(self, street: str, belief: Belief, day: date) -> tuple[str, str] | None:
        """The last unit in which a street of the name lies, in words, and its key."""
        found = None
        for thing in belief.things("geonym"):
            place = belief.on(thing, "place", day)
            if belief.on(thing, "name.ru", day) == street and isinstance(place, tuple) and self.owns(thing[1]):
                unit = str(place[0])
                if (called := self.named(belief, ("unit", unit), day)) is not None:
                    found = named(called[1], called[0], "ru"), unit
        return found

    def found(self, kind: str, choice: int) -> str | None:
        if self.made >= 20 or kind not in ("VILLAGE", "TOWN", "DISTRICT"):
            return None
        self.made += 1
        key, name = self.key(8 + self.made), self.unit_name(choice)
        over = self._over("REGION" if kind == "DISTRICT" else "DISTRICT", choice)
        self.books["ar_units"][key] = Row(key, kind, name, "", self.new_code(), over)
        return name

    def found_street(self, village: str, choice: int) -> str | None:
        if self.made >= 20 or village not in self.books["ar_units"]:
            return None
        self.made += 1
        place, name = 34 + self.made, self.street_name(choice)
        self.books["ar_geonyms"][self.key(place)] = Row(self.key(place), "STREET", name, "", self.rko(place), village)
        return name

    def owns(self, key: str) -> bool:
        return key[:-2] == self.key(0)[:-2]

    def new_name(self, choice: int) -> str:
        return self.unit_name(choice)
