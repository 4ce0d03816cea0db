"""Small countries that only the classifier tells of: nobody gives a unit a number, so who is who follows from editions.

A name is never given to two units, and nothing contains more than two: then who goes on is told by a rule of a sentence
(editions.py). Codes are given again freely.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from tests.registries.address.chronicle.day import named, split
from tests.registries.address.chronicle.decrees import Authority, Levels, Op, kazakh, pick
from tests.registries.address.chronicle.editions import above, level
from tests.registries.address.chronicle.papers import Row

CLASSIFIED = 5
ROOM = 2
STEMS = ("Сарым", "Талап", "Жанат", "Мерек", "Туран", "Арал", "Бестам", "Кобен", "Шубар", "Достык", "Гранит", "Лесок")
MIDDLES = ("", "ан", "ер", "ол", "ин", "ут", "ыр", "ем")
ENDINGS = ("гел", "бой", "зар", "лык", "сай")
VERBS = (
    "rename", "rename", "rename", "recode", "take_code", "move", "found", "abolish", "restore", "found_okrug", "divide_okrug",
    "split_district", "merge_district", "merge_okrug", "dissolve_okrug", "dissolve_okrug",
)  # fmt: skip
Names = tuple[str, str]
"""Russian and Kazakh, with their type words; without Kazakh an empty one."""


@dataclass
class Classified(Authority):
    """`lines`: the edition as it would be printed now; `gone`: villages as they were; `codes`: all that were ever given."""

    letter: ClassVar[str] = "E"
    levels: ClassVar[Levels] = {"VILLAGE": ("SETTLEMENT",), "DISTRICT": ("DISTRICT",), "REGION": ("REGION",)}
    lines: dict[str, Names] = field(default_factory=dict)
    gone: dict[str, Names] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        self.region = f"{80 + self.number}0000000"
        self._begin(self.region, "REGION")
        first = self._new_district(0)
        for place in range(ROOM):
            okrug = self._new_okrug(first, 0)
            for _ in range(ROOM - place):
                self._new_village(okrug, 0)
        if self.number % 2:
            self._new_village(self._new_okrug(self._new_district(0), 0), 0)

    def owns(self, key: str) -> bool:
        return key[:2] == self.region[:2] and "@" in key

    def new_name(self, choice: int) -> str:
        """One that nobody has borne."""
        middle, stem = divmod(self.made, len(STEMS))
        self.made += 1
        return STEMS[stem] + MIDDLES[middle % len(MIDDLES)] + ENDINGS[self.number]

    def found(self, kind: str, choice: int) -> str | None:
        okrugs = self._roomy("SUBDISTRICT")
        if kind != "VILLAGE" or not okrugs:
            return None
        code = self._new_village(pick(okrugs, choice), choice)
        return split(self.lines[code][0])[1]

    def rows(self, with_kazakh: bool) -> Iterable[Row]:
        return (Row(code, ru=ru, kk=kk if with_kazakh else "", code=code) for code, (ru, kk) in self.lines.items())

    def change(self, op: Op) -> None:
        """What does not fit is left undone."""
        getattr(self, f"_{VERBS[op[0] % len(VERBS)]}")(op[1], op[2])

    # What there is

    def _of(self, *levels: str) -> list[str]:
        return [code for code in self.lines if level(code) in levels]

    def _inside(self, code: str) -> list[str]:
        return [one for one in self.lines if above(one, self.lines) == code]

    def _roomy(self, of_level: str, besides: str = "") -> list[str]:
        return [one for one in self._of(of_level) if one != besides and len(self._inside(one)) < ROOM]

    # Codes and names

    def _code(self, prefix: str, digits: int, choice: int) -> str:
        """A code below a prefix under which nothing lies: one that was given up, or one never given."""
        places = [f"{prefix}{n:0{digits}d}" for n in range(1, 10 if digits == 1 else 60)]
        free = [place for place in places if not any(code.startswith(place) for code in self.lines)]
        codes = [place.ljust(9, "0") for place in free]
        again = [code for code in codes if code in self.codes]
        new = [code for code in codes if code not in self.codes]
        return pick(again, choice // 2) if again and (choice % 2 or not new) else new[0]

    def _begin(self, code: str, kind: str) -> str:
        name = self.new_name(0)
        return self._list(code, _names(name, kazakh(name), kind))

    def _list(self, code: str, names: Names) -> str:
        self.lines[code] = names
        if code not in self.codes:
            self.codes.append(code)
        return code

    def _new_district(self, choice: int) -> str:
        return self._begin(self._code(self.region[:2], 2, choice), "DISTRICT")

    def _new_okrug(self, district: str, choice: int) -> str:
        return self._begin(self._code(district[:4], 2, choice), "OKRUG")

    def _new_village(self, okrug: str, choice: int) -> str:
        return self._begin(self._code(okrug[:6], 1, choice), "VILLAGE")

    def _give(self, old: str, new: str) -> str:
        return self._list(new, self.lines.pop(old))

    # What happens

    def _rename(self, which: int, choice: int) -> None:
        code = pick(self._of("DISTRICT", "SUBDISTRICT", "SETTLEMENT", "SETTLEMENT"), which)
        kind = {"DISTRICT": "DISTRICT", "SUBDISTRICT": "OKRUG", "SETTLEMENT": "VILLAGE"}[level(code)]
        name = self.new_name(0)
        new, (ru, kk) = _names(name, kazakh(name), kind), self.lines[code]
        self.lines[code] = (new, (new[0], kk), (ru, new[1]), new)[choice % 4]

    def _recode(self, which: int, choice: int) -> None:
        villages = [code for code in self._of("SETTLEMENT") if f"{code[:6]}000" in self.lines]
        if villages:
            code = pick(villages, which)
            self._give(code, self._code(code[:6], 1, choice))

    def _take_code(self, which: int, choice: int) -> None:
        """The code of one goes to its neighbour, who had another."""
        pairs = [self._inside(okrug) for okrug in self._of("SUBDISTRICT") if len(self._inside(okrug)) == ROOM]
        if pairs:
            one, other = pick(pairs, which)
            aside = self._give(one, self._code(one[:6], 1, choice))
            self._give(other, one)
            if choice % 3 == 0:
                self._give(aside, other)

    def _move(self, which: int, choice: int) -> None:
        villages = self._of("SETTLEMENT")
        if villages:
            code = pick(villages, which)
            if okrugs := self._roomy("SUBDISTRICT", above(code, self.lines) or ""):
                self._give(code, self._code(pick(okrugs, choice)[:6], 1, choice))

    def _found(self, which: int, choice: int) -> None:
        if okrugs := self._roomy("SUBDISTRICT"):
            self._new_village(pick(okrugs, which), choice)

    def _abolish(self, which: int, choice: int) -> None:
        if villages := self._of("SETTLEMENT"):
            code = pick(villages, which)
            self.gone[code] = self.lines.pop(code)

    def _restore(self, which: int, choice: int) -> None:
        back = [code for code in self.gone if code not in self.lines and above(code, self.lines) in
                {*self._roomy("SUBDISTRICT"), *self._roomy("DISTRICT")}]  # fmt: skip
        if back:
            code = pick(back, which)
            self._list(code, self.gone.pop(code))

    def _found_okrug(self, which: int, choice: int) -> None:
        if districts := self._roomy("DISTRICT"):
            self._new_village(self._new_okrug(pick(districts, which), choice), choice)

    def _divide_okrug(self, which: int, choice: int) -> None:
        """Part of an okrug becomes an okrug."""
        full = [okrug for okrug in self._of("SUBDISTRICT") if len(self._inside(okrug)) == ROOM]
        districts = self._roomy("DISTRICT")
        if full and districts:
            village = self._inside(pick(full, which))[choice % ROOM]
            okrug = self._new_okrug(pick(districts, choice), choice)
            self._give(village, self._code(okrug[:6], 1, choice))

    def _split_district(self, which: int, choice: int) -> None:
        districts = self._of("DISTRICT")
        okrugs = self._of("SUBDISTRICT")
        if len(districts) < ROOM and okrugs:
            new = self._new_district(choice)
            self._take_over(pick(okrugs, which), new, choice)

    def _take_over(self, okrug: str, district: str, choice: int) -> None:
        new = self._code(district[:4], 2, choice)
        for code in [code for code in self.lines if code[:6] == okrug[:6]]:
            self._give(code, new[:6] + code[6:])

    def _merge_district(self, which: int, choice: int) -> None:
        districts = self._of("DISTRICT")
        if len(districts) == ROOM:
            going, staying = districts[which % ROOM], districts[(which + 1) % ROOM]
            for okrug in [code for code in self._inside(going) if level(code) == "SUBDISTRICT"]:
                if len(self._inside(staying)) < ROOM:
                    self._take_over(okrug, staying, choice)
            self._drop(going[:4])

    def _merge_okrug(self, which: int, choice: int) -> None:
        okrugs = self._of("SUBDISTRICT")
        if len(okrugs) >= ROOM:
            going = pick(okrugs, which)
            for village in self._inside(going):
                if others := self._roomy("SUBDISTRICT", going):
                    self._give(village, self._code(pick(others, choice)[:6], 1, choice))
            self._drop(going[:6])

    def _dissolve_okrug(self, which: int, choice: int) -> None:
        """Its villages stay under their codes in the district itself; one gets another name at once."""
        okrugs = [one for one in self._of("SUBDISTRICT") if self._fits_without(one)]
        if okrugs:
            going = pick(okrugs, which)
            villages = self._inside(going)
            del self.lines[going]
            if villages and choice % 3:
                name = self.new_name(0)
                self.lines[villages[0]] = _names(name, kazakh(name), "VILLAGE")

    def _fits_without(self, okrug: str) -> bool:
        district = above(okrug, self.lines)
        return district is not None and len(self._inside(district)) - 1 + len(self._inside(okrug)) <= ROOM

    def _drop(self, prefix: str) -> None:
        for code in [code for code in self.lines if code.startswith(prefix)]:
            del self.lines[code]


def _names(ru: str, kk: str, kind: str) -> Names:
    if kind == "OKRUG":
        return f"{ru} сельский округ", f"{kk} а.о."
    return named(ru, kind, "ru"), named(kk, kind, "kk")
