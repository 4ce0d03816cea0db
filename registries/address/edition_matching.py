"""Which unit each line of an edition speaks of: codes, names, places and contents are weighed from the outermost level in.

A code is only one witness: it is given again. So a unit is first sought where its parent is now, by its name; then
wider, where the name is nobody else's; then by what it contains. What is left over under its old code with another name
is a renaming only where nothing speaks against it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registries.address.edition import ORDER, Country, Edition, Line, level, step
from registries.address.unit_names import ALIKE, agree, likeness

Why = dict[str, Any]
Judged = dict[tuple[str, str], bool]
"""What clerks have judged, in that order: (record of the older line, record of the newer) -> whether they are one unit."""

LANGUAGES = ("ru", "kk")
WIDER = {
    "SUBDISTRICT": ("DISTRICT", "REGION"),
    "SETTLEMENT": ("SUBDISTRICT", "DISTRICT", "REGION"),
    "HAMLET": ("SUBDISTRICT", "DISTRICT", "REGION"),
}
ANYWHERE = ("REGION", "DISTRICT")
LEAST_SHARE, LEAST_COMMON = 0.6, 3
NAMED_SHARE = 0.5
LEAST_KIN = 2
LAST = 6
SAME, OTHER, UNKNOWN = "same", "other", "unknown"

Scope = Callable[[str], object]


@dataclass
class Matching:
    """`new_of` and `old_of`: places in the country to codes of the edition, and back; `why`: the evidence by new code.

    `held`: pairs of which nobody can tell, with what speaks for and against.
    """

    country: Country
    edition: Edition
    judged: Judged = field(default_factory=dict)
    new_of: dict[int, str] = field(default_factory=dict)
    old_of: dict[str, int] = field(default_factory=dict)
    why: dict[str, Why] = field(default_factory=dict)
    held: dict[tuple[int, str], Why] = field(default_factory=dict)
    olds: dict[str, list[int]] = field(init=False)
    news: dict[str, list[str]] = field(init=False)
    bearer: dict[str, int] = field(init=False)
    inside: dict[int, list[int]] = field(init=False)
    contents: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.olds, self.news = defaultdict(list), defaultdict(list)
        self.inside, self.contents = defaultdict(list), defaultdict(list)
        self.bearer = {}
        for place in self.country.living():
            unit = self.country.units[place]
            self.olds[step(unit.line.kato)].append(place)
            self.bearer[unit.line.kato] = place
            if unit.parent is not None:
                self.inside[unit.parent].append(place)
        for kato, line in sorted(self.edition.lines.items()):
            self.news[step(kato)].append(kato)
            if line.parent is not None:
                self.contents[line.parent].append(kato)

    def run(self) -> "Matching":
        self._judged_alike()
        for number, of_step in enumerate(ORDER):
            self._same_code_and_name(of_step, {SAME, UNKNOWN})
            self._within(of_step, of_step, "parent", self._parent_of_old, self._parent_of_new, sole=False)
            for wanted in WIDER.get(of_step, ()):
                self._named_alike(of_step, wanted)
            if of_step in ANYWHERE:
                self._within(of_step, of_step, "country", lambda _: 0, lambda _: 0, sole=True)
            if of_step == "DISTRICT":
                self._in_kin_regions()
            self._by_contents(of_step)
            self._same_code_and_name(of_step, {OTHER})
            if number + 1 < len(ORDER):
                self._within(of_step, ORDER[number + 1], "parent", self._parent_of_old, self._parent_of_new, sole=False)
            self._same_code_alone(of_step)
        for of_step in ORDER:
            self._left_over(of_step)
        return self

    # What a pair is told by

    def old_line(self, place: int) -> Line:
        return self.country.units[place].line

    def parents(self, place: int, kato: str) -> str:
        """Whether the two lie in one unit: SAME, OTHER, or UNKNOWN where that unit itself is in doubt."""
        above, line = self.country.units[place].parent, self.edition.lines[kato]
        if above is None or line.parent is None:
            return SAME if above is None and line.parent is None else UNKNOWN
        if self.old_of.get(line.parent) == above:
            return SAME
        if (above, line.parent) in self.held:
            return UNKNOWN
        return OTHER

    def contained(self, place: int, kato: str) -> tuple[int, int]:
        """How many names inside the two agree, and how many there are in the larger; 0 of 0 where one's are not known."""
        for language in LANGUAGES:
            old = {
                base for child in self.inside[place] for said, base in self.old_line(child).bases if said == language
            }
            lines = (self.edition.lines[child] for child in self.contents[kato])
            new = {base for line in lines for said, base in line.bases if said == language}
            if old and new:
                return len(old & new), max(len(old), len(new))
        return 0, 0

    # The passes

    def _judged_alike(self) -> None:
        """Of a unit that was gone too; where two words are at odds, the later one counts."""
        records = {unit.records[-1]: place for place, unit in enumerate(self.country.units)}
        codes = {line.record: kato for kato, line in self.edition.lines.items()}
        for (old, new), same in reversed(self.judged.items()):
            if same and old in records and new in codes and self.is_open(records[old], codes[new]):
                self.match(records[old], codes[new], "clerk", {})

    def _same_code_and_name(self, of_step: str, parents: set[str]) -> None:
        for place in self._free_olds(of_step):
            kato = self.old_line(place).kato
            if kato not in self.edition.lines or not self.is_open(place, kato):
                continue
            related = self.parents(place, kato)
            if related in parents and agree(self.old_line(place).names, self.edition.lines[kato].names):
                if related == OTHER and self._parent_code_reused(place, kato):
                    self._hold(place, kato, {"names": "agree", "parent": "its code is another unit's now"})
                else:
                    self.match(place, kato, "code and name", {"parent": related})

    def _parent_code_reused(self, place: int, kato: str) -> bool:
        above = self.country.units[place].parent
        return above is not None and self.old_line(above).kato == self.edition.lines[kato].parent

    def _named_alike(self, of_step: str, wanted: str) -> None:
        def of_old(place: int) -> object:
            return self.country.above(place, wanted)

        self._within(of_step, of_step, wanted.lower(), of_old, lambda kato: self._above_new(kato, wanted), sole=True)

    def _parent_of_old(self, place: int) -> object:
        return self.country.units[place].parent

    def _parent_of_new(self, kato: str) -> object:
        parent = self.edition.lines[kato].parent
        return None if parent is None else self.old_of.get(parent)

    def _above_new(self, kato: str, wanted: str) -> object:
        above: str | None = kato
        while above is not None and level(above) != wanted:
            above = self.edition.lines[above].parent
        return None if above is None else self.old_of.get(above)

    def _within(
        self, old_step: str, new_step: str, scope: str, of_old: Callable[[int], object], of_new: Scope, *, sole: bool
    ) -> None:
        """Match the free ones of one name in one unit; with `sole` only where the name is nobody else's there."""
        for language in LANGUAGES:
            olds = _grouped(self.olds[old_step], language, self.old_line, of_old)
            news = _grouped(self.news[new_step], language, self.edition.lines.__getitem__, of_new)
            for key in sorted(olds.keys() & news.keys(), key=repr):
                old = [place for place in olds[key] if place not in self.new_of]
                new = [kato for kato in news[key] if kato not in self.old_of]
                alone = len(olds[key]) == len(news[key]) == 1
                if len(old) == len(new) == 1 and (alone or not sole) and self.is_open(old[0], new[0]):
                    common, of = self.contained(old[0], new[0])
                    if self._namesake_missing(old[0], new[0]):
                        self._hold(old[0], new[0], {"names": "agree", "parent": SAME, "namesake": "missing elsewhere"})
                    elif not (sole and of >= LEAST_COMMON and common == 0):
                        self.match(old[0], new[0], "name", {"unique_in": scope, "parent": self.parents(old[0], new[0])})
                elif old and new and not sole:
                    self._by_last_digits(old, new)

    def _namesake_missing(self, place: int, kato: str) -> bool:
        """Another code where all above kept theirs is odd: a namesake missing in the region may have come instead."""
        above, line = self.country.units[place].parent, self.old_line(place)
        if above is None or self.old_line(above).kato not in self.edition.lines or self.parents(place, kato) == UNKNOWN:
            return False
        if self.parents(place, kato) == SAME and self.old_line(above).kato != self.edition.lines[kato].parent:
            return False
        region = self.country.above(place, "REGION")
        return any(
            line.bases & self.old_line(other).bases and self.country.above(other, "REGION") == region
            for other in self._free_olds(step(line.kato))
            if other != place
        )

    def _by_last_digits(self, olds: list[int], news: list[str]) -> None:
        """Namesakes in one unit: where the unit was given another code, its parts keep their last digits."""
        for place in olds:
            ends = [kato for kato in news if kato[LAST:] == self.old_line(place).kato[LAST:]]
            if len(ends) == 1 and self.is_open(place, ends[0]):
                self.match(place, ends[0], "name and last digits", {"parent": SAME})

    def _in_kin_regions(self) -> None:
        """A region that took districts of another may have taken those too whose names are spelled anew or stand twice."""
        told = [t for t in self._free_districts() if t[0] >= ALIKE and self.old_line(t[1]).kato != t[2]]
        for alike, place, kato in told:
            if sum(place == p or kato == k for _, p, k in told) == 1:
                self.match(place, kato, "spelling in a region that took others", {"likeness": alike, "parent": OTHER})

    def _free_districts(self) -> list[tuple[int, int, str]]:
        """Free districts of one sort in one region, or in one that took others of it, with the likeness of their names."""
        kin: dict[tuple[object, object], int] = defaultdict(int)
        for place, kato in self.new_of.items():
            if step(kato) == "DISTRICT":
                kin[self.country.units[place].parent, self._parent_of_new(kato) or self.edition.lines[kato].parent] += 1
        return [
            (round(likeness(self.old_line(place).names, self.edition.lines[kato].names)), place, kato)
            for place in self._free_olds("DISTRICT")
            for kato in self._free_news("DISTRICT")
            if kin[self.country.units[place].parent, self._parent_of_new(kato) or self.edition.lines[kato].parent]
            >= LEAST_KIN
            and self.old_line(place).sort == self.edition.lines[kato].sort
        ]

    def _left_over(self, of_step: str) -> None:
        """Who is missing and who is new, and may be one: for a clerk."""
        if of_step == "DISTRICT":
            for alike, place, kato in self._free_districts():
                self._hold(place, kato, {"likeness": alike, "region": "the same, or one that took others of it"})
        fresh, gone = self._sought(of_step)
        for key in sorted(fresh.keys() & gone.keys(), key=repr):
            for place in gone[key]:
                for kato in fresh[key]:
                    if (self.country.units[place].records[-1], self.edition.lines[kato].record) not in self.judged:
                        self._hold(
                            place, kato, {"names": "agree", "region": "the same", "parent": self.parents(place, kato)}
                        )

    def _by_contents(self, of_step: str) -> None:
        """A unit whose contents are found together under another code; with its name fewer suffice."""
        found: dict[str, list[int]] = defaultdict(list)
        for place in self._free_olds(of_step):
            for base in self._inner(self.old_line(child) for child in self.inside[place]):
                found[base].append(place)
        pairs = set()
        for kato in self._free_news(of_step):
            for base in self._inner(self.edition.lines[child] for child in self.contents[kato]):
                pairs |= {(place, kato) for place in found.get(base, ())}
        told = []
        for place, kato in sorted(pairs):
            common, of = self.contained(place, kato)
            named = bool(agree(self.old_line(place).names, self.edition.lines[kato].names))
            if common / of >= (NAMED_SHARE if named else LEAST_SHARE) and (named or common >= LEAST_COMMON):
                told.append((common / of, common, place, kato, named))
        for share, common, place, kato, named in sorted(told, reverse=True):
            if self.is_open(place, kato) and self._beats(told, place, kato, share):
                self.match(place, kato, "contents", {"names": named, "common": common, "share": round(share, 2)})

    def _beats(self, told: list[tuple[float, int, int, str, bool]], place: int, kato: str, share: float) -> bool:
        rivals = [t for t in told if (t[2] == place) != (t[3] == kato)]
        return all(rival[0] < share for rival in rivals)

    def _inner(self, lines: Iterable[Line]) -> set[str]:
        return {base for line in lines for language, base in line.bases if language == LANGUAGES[0]}

    def _same_code_alone(self, of_step: str) -> None:
        """What is left under its code with another name: renamed, the code given again, or nobody can tell."""
        missing, fresh = self._sought(of_step)
        for place in self._free_olds(of_step):
            kato = self.old_line(place).kato
            if kato not in self.edition.lines or not self.is_open(place, kato):
                continue
            old, new = self.old_line(place), self.edition.lines[kato]
            related, alike = self.parents(place, kato), round(likeness(old.names, new.names))
            common, of = self.contained(place, kato)
            why: Why = {"parent": related, "likeness": alike}
            if of:
                why |= {"common": common, "of": of}
            elsewhere = self._rivals(place, kato, missing, fresh)
            if related == OTHER and self._parent_code_reused(place, kato):
                continue
            if related != SAME or elsewhere:
                self._hold(place, kato, why | ({"elsewhere": elsewhere} if elsewhere else {}))
            elif alike >= ALIKE:
                self.match(place, kato, "code, place and spelling", why)
            elif of >= LEAST_COMMON and common / of < NAMED_SHARE / 2:
                self._hold(place, kato, why | {"contents": "not the same"})
            else:
                self.match(place, kato, "code and place", why)

    def _sought(self, of_step: str) -> tuple[dict[object, list[str]], dict[object, list[int]]]:
        """The free ones of a level by region and name: new lines, and units not found."""
        fresh: dict[object, list[str]] = defaultdict(list)
        gone: dict[object, list[int]] = defaultdict(list)
        for kato in self._free_news(of_step):
            for base in self.edition.lines[kato].bases:
                fresh[(self._above_new(kato, "REGION"), base)].append(kato)
        for place in self._free_olds(of_step):
            for base in self.old_line(place).bases:
                gone[(self.country.above(place, "REGION"), base)].append(place)
        return fresh, gone

    def _rivals(
        self, place: int, kato: str, fresh: Mapping[object, list[str]], gone: Mapping[object, list[int]]
    ) -> list[str]:
        """Codes under which the old name is new in the region, or under which the new name was and is no more."""
        region = self.country.above(place, "REGION")
        new = {k for base in self.old_line(place).bases for k in fresh.get((region, base), ()) if k not in self.old_of}
        old = {
            self.old_line(p).kato
            for base in self.edition.lines[kato].bases
            for p in gone.get((region, base), ())
            if p not in self.new_of
        }
        return sorted((new | old) - {kato})

    # Their outcome

    def _free_olds(self, of_step: str) -> list[int]:
        return [place for place in self.olds[of_step] if place not in self.new_of]

    def _free_news(self, of_step: str) -> list[str]:
        return [kato for kato in self.news[of_step] if kato not in self.old_of]

    def is_open(self, place: int, kato: str) -> bool:
        """Whether nothing is decided of either and no clerk has parted them."""
        pair = (self.country.units[place].records[-1], self.edition.lines[kato].record)
        told = place in self.new_of or kato in self.old_of or (place, kato) in self.held
        return not told and self.judged.get(pair) is not False

    def match(self, place: int, kato: str, rule: str, why: Why) -> None:
        self.new_of[place] = kato
        self.old_of[kato] = place
        self.why[kato] = {"rule": rule, **why}

    def _hold(self, place: int, kato: str, why: Why) -> None:
        self.held[place, kato] = why


def _grouped(
    items: Iterable[Any], language: str, line_of: Callable[[Any], Line], scope: Callable[[Any], object]
) -> dict[tuple[object, str, str], list[Any]]:
    """Items by scope, sort and name in one language; without a scope they are nowhere."""
    groups: dict[tuple[object, str, str], list[Any]] = defaultdict(list)
    for item in items:
        where, line = scope(item), line_of(item)
        for said, base in line.bases:
            if said == language and where is not None:
                groups[where, line.sort, base].append(item)
    return groups
