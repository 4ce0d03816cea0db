"""A country evolves by random operations between two editions: what is decided never contradicts what happened."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from hypothesis import event, given, settings
from hypothesis import strategies as st

from registries.address.edition import Edition, Line
from registries.address.edition_comparison import replay
from tests.prove import examples

NAMES = [
    first + last
    for first in ("Ак", "Кара", "Кок", "Сары", "Жана", "Узын")
    for last in ("су", "тау", "жар", "кол", "бел")
]
REGION = "990000000"


@dataclass
class Country:
    """Units by number: code, name, and the number of the unit above."""

    codes: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    above: dict[int, int | None] = field(default_factory=dict)

    def edition(self, day: str) -> Edition:
        lines = {}
        for unit, code in self.codes.items():
            above = self.above[unit]
            parent = None if above is None else self.codes[above]
            lines[code] = Line(f"{code}@{day}", code, {"ru": self.names[unit]}, parent)
        return Edition(date.fromisoformat(day), lines)


def build(rng: Random) -> Country:
    country = Country({0: REGION}, {0: "Асанская область"}, {0: None})
    unit = 0
    for district in range(2):
        unit += 1
        top, code = unit, f"99{32 + 2 * district:02d}00000"
        country.codes[top], country.names[top], country.above[top] = code, f"{NAMES[district]}ский район", 0
        for okrug in range(2):
            unit += 1
            inner = unit
            country.codes[inner], country.above[inner] = f"{code[:4]}{30 + 3 * okrug:02d}000", top
            country.names[inner] = f"{rng.choice(NAMES)}ский с.о."
            for village in range(3):
                unit += 1
                country.codes[unit], country.above[unit] = f"{country.codes[inner][:6]}{village + 1}00", inner
                country.names[unit] = f"с.{rng.choice(NAMES)}"
    return country


def evolve(country: Country, rng: Random) -> Country:
    """Renamed, re-coded, abolished villages, and a retired code given again to another village that moves there."""
    after = Country(dict(country.codes), dict(country.names), dict(country.above))
    villages = [unit for unit, code in country.codes.items() if code[6:] != "000"]
    rng.shuffle(villages)
    renamed, gone, mover = villages[0], villages[1], villages[2]
    if rng.random() < 0.7:
        after.names[renamed] = "с.Бейбітшілік"
    if rng.random() < 0.7:
        for kept in (after.codes, after.names, after.above):
            kept.pop(gone)
        # Of a namesake that took code and place no edition could tell that it is another.
        if rng.random() < 0.6 and country.names[mover] != country.names[gone]:
            after.codes[mover], after.above[mover] = country.codes[gone], country.above[gone]
    return after


@settings(max_examples=examples(300, full=3_000), deadline=None)
@given(st.integers(0, 10**9))
def test_what_is_decided_never_contradicts_what_happened(seed: int) -> None:
    rng = Random(seed)
    before = build(rng)
    after = evolve(before, rng)
    old, new = before.edition("2022-10-17"), after.edition("2026-07-17")
    found = replay([old, new]).country.units
    unit_of_old = {f"{code}@2022-10-17": unit for unit, code in before.codes.items()}
    unit_of_new = {f"{code}@2026-07-17": unit for unit, code in after.codes.items()}
    joined = 0
    for known in found:
        if len(known.records) == 2:
            assert unit_of_old[known.records[0]] == unit_of_new[known.records[1]]
            joined += 1
    staying = len(before.codes.keys() & after.codes.keys())
    event(f"told of {joined * 10 // staying * 10} % of the units that go on")
    assert joined >= staying - 4
