"""egkn: land plots, one for every twenty persons, with their owners past and present.

CSV in UTF-8, `,`, header `gid,district_id,kad_nomer,address_ru,shape_area,squ,rka,tsn_ru,category_id,right_type_id,
owner_iin,owner_bin,owner_since,owner_until`. One row for each owner of a plot; `kad_nomer` 99-DDD-KKK-PPP, in one plot
of five without hyphens. `shape_area` in square metres, `squ` in hectares. `gid` is the row's number and names nothing.
`rka` is empty in three rows of ten. Dates YYYY-MM-DD.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from loaders.country.addresses import address_ru
from loaders.country.chance import day_between, one_of, share, stream
from loaders.country.companies import Company
from loaders.country.dirt import Dirt, DirtKind
from loaders.country.files import Lines, Truth, csv_line
from loaders.country.issuing import cadastral_number
from loaders.country.people import birthday
from loaders.country.rounds import FIRST_ROUND
from loaders.country.society import Society
from loaders.country.territory import Territory

HEADER = (
    "gid,district_id,kad_nomer,address_ru,shape_area,squ,rka,tsn_ru,category_id,right_type_id,"
    "owner_iin,owner_bin,owner_since,owner_until"
)
_PURPOSES = ("для индивидуального жилищного строительства", "для ведения личного подсобного хозяйства", "под магазин")


def plots_of(society: Society) -> int:
    return max(3, len(society.persons) // 20)


def dwelling_of_plot(territory: Territory, seed: int, place: int) -> int:
    """The dwelling on a plot: the first thing that is drawn for it."""
    return territory.any_dwelling(stream(seed, "plot", place))


class LandRegister:
    """Writes egkn; its dirt: exact duplicates, rows cut short, impossible dates, owners nobody registered."""

    def __init__(self, society: Society, companies: list[Company], dirt: Dirt, lines: Lines, truth: Truth) -> None:
        self._society = society
        self._companies = companies
        self._dirt = dirt
        self._lines = lines
        self._truth = truth
        self._grown = [p for p in society.persons if p.lives_on(FIRST_ROUND) and p.age_on(FIRST_ROUND) >= 25]

    def write(self) -> int:
        self._lines.write(HEADER)
        for place in range(plots_of(self._society)):
            for columns, stranger in self._rows(place):
                self._write(place, columns, [DirtKind.STRANGER] if stranger else [])
        columns, _ = next(self._rows(0))
        if self._dirt.rate(DirtKind.BROKEN_COLUMNS):
            self._tell(csv_line(self._numbered(columns)[:-2]), 0, [DirtKind.BROKEN_COLUMNS])
        if self._dirt.rate(DirtKind.IMPOSSIBLE_DATE):
            self._tell(csv_line([*self._numbered(columns)[:-2], "1950-00-00", ""]), 0, [DirtKind.IMPOSSIBLE_DATE])
        return self._truth.record

    def _numbered(self, columns: list[str]) -> list[str]:
        return [str(self._truth.record + 1), *columns]

    def _write(self, place: int, columns: list[str], kinds: list[DirtKind]) -> None:
        line = csv_line(self._numbered(columns))
        self._tell(line, place, kinds)
        if share(self._society.seed, "egkn", line) < self._dirt.rate(DirtKind.DUPLICATE_EXACT):
            self._tell(line, place, [*kinds, DirtKind.DUPLICATE_EXACT])

    def _tell(self, line: str, place: int, kinds: list[DirtKind]) -> None:
        number = cadastral_number(place)
        self._truth.tell(self._lines.write(line), line.partition(",")[0], number, kinds)

    def _rows(self, place: int) -> Iterator[tuple[list[str], bool]]:
        """The plot's columns with each of its owners in turn; one owner's end is the next one's beginning."""
        rng = stream(self._society.seed, "plot", place)
        plot = self._plot(place, rng)
        owners = list(dict.fromkeys(self._owner(rng) for _ in range(rng.choice((1, 1, 1, 2)))))
        first = max(since for *_, since in owners)
        days = sorted({day_between(rng, first, date(2026, 9, 20)) for _ in owners})
        for (iin, bin_, stranger, _), since, until in zip(owners, days, [*days[1:], None], strict=False):
            yield [*plot, iin, bin_, since.isoformat(), until.isoformat() if until else ""], stranger

    def _plot(self, place: int, rng: Random) -> list[str]:
        territory = self._society.territory
        dwelling = territory.any_dwelling(rng)
        metres = rng.randint(200, 2500)
        number = cadastral_number(place)
        return [
            str(1 + place // 1_000_000 % 999),
            number.replace("-", "") if rng.random() < 0.2 else number,
            address_ru(territory, dwelling, short=False),
            f"{metres + rng.random():.2f}",
            f"{metres / 10_000:.4f}",
            territory.buildings[territory.dwellings[dwelling].building].rka if rng.random() < 0.7 else "",
            one_of(rng, _PURPOSES),
            str(rng.randint(1, 3)),
            str(rng.randint(1, 2)),
        ]

    def _owner(self, rng: Random) -> tuple[str, str, bool, date]:
        """(IIN, BIN, outside the register, the first day on which owning is possible)."""
        chance = rng.random()
        if chance < self._dirt.rate(DirtKind.STRANGER):
            return one_of(rng, self._society.strangers).iin_on(FIRST_ROUND), "", True, date(2022, 1, 1)
        if chance < 0.2:
            company = one_of(rng, self._companies)
            return "", company.bin, False, company.registered
        person = one_of(rng, self._grown)
        return person.iin_on(FIRST_ROUND), "", False, max(date(1996, 1, 1), birthday(person.birth, 18))
