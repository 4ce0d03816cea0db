"""gbd_ul: legal entities, one for every fifty persons, in the layout of the open data with our further columns.

CSV in UTF-8, `,`, header `id,bin,nameru,namekz,datereg,statusru,statuskz,addressru,addresskz,okedru,okedkz,director,
head_iin,head_since,founder_iin,founder_bin,founder_name,founder_since,founder_until,rnn`. One row for each founder, the
entity's own columns repeated. A founder is a person (`founder_iin`), a company (`founder_bin`) or a name from abroad
(`founder_name` alone). Dates YYYY-MM-DD. `director` is `-` where nobody is named; in one entity of 200 `bin` is empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from loaders.country.addresses import address_kk, address_ru
from loaders.country.chance import day_between, one_of, share, stream
from loaders.country.dirt import Dirt, DirtKind
from loaders.country.files import Lines, Truth, csv_line
from loaders.country.issuing import bin_of, company_rnn_of
from loaders.country.people import Person
from loaders.country.rounds import FIRST_ROUND
from loaders.country.society import Society

HEADER = (
    "id,bin,nameru,namekz,datereg,statusru,statuskz,addressru,addresskz,okedru,okedkz,director,"
    "head_iin,head_since,founder_iin,founder_bin,founder_name,founder_since,founder_until,rnn"
)
_WORDS: tuple[str, ...] = (
    "Ақ Орда",
    "Алтын Дән",
    "Береке",
    "Вектор",
    "Гарант Строй",
    "Дала",
    "Жетісу Агро",
    "Интеграл",
    "Көктем",
)
_WORDS += ("Нұр Жол", "Сарыарқа Сервис", "Сфера", "Тұлпар", "Ұлар", "Хан Тәңірі", "Шаңырақ", "Эверест", "Юг Транс")
_ACTIVITIES = (
    ("62011 Разработка программного обеспечения", "62011 Бағдарламалық қамтамасыз етуді әзірлеу"),
    ("41201 Строительство жилых зданий", "41201 Тұрғын ғимараттар салу"),
    ("01111 Выращивание зерновых культур", "01111 Дәнді дақылдарды өсіру"),
    ("47111 Розничная торговля", "47111 Бөлшек сауда"),
    ("49410 Грузовые перевозки автомобильным транспортом", "49410 Автомобиль көлігімен жүк тасымалдау"),
)
_REGISTERED, _LIQUIDATED = ("Зарегистрирован", "Тіркелген"), ("Ликвидирован", "Таратылған")
_ABROAD = ("Steppe Holding B.V.", "Caspian Invest Ltd", "Ural Trade GmbH")


@dataclass(frozen=True, slots=True)
class Company:
    index: int
    bin: str
    name: str
    registered: date
    head: Person


def companies_of(society: Society) -> list[Company]:
    """The companies of a society, always the same ones; heads are adults of the register."""
    adults = [p for p in society.persons if p.lives_on(FIRST_ROUND) and p.age_on(FIRST_ROUND) >= 21]
    made = []
    for index in range(max(3, len(society.persons) // 50)):
        rng = stream(society.seed, "company", index)
        registered = day_between(rng, date(1996, 1, 1), date(2026, 8, 31))
        name = f"{one_of(rng, _WORDS)}-{index + 1}" if index >= len(_WORDS) else _WORDS[index]
        made.append(Company(index, bin_of(registered, index), name, registered, one_of(rng, adults)))
    return made


class CompanyRegister:
    """Writes gbd_ul; its dirt: exact duplicates, rows cut short, impossible dates, founders nobody registered."""

    def __init__(self, society: Society, companies: list[Company], dirt: Dirt, lines: Lines, truth: Truth) -> None:
        self._society = society
        self._companies = companies
        self._dirt = dirt
        self._lines = lines
        self._truth = truth

    def write(self) -> int:
        self._lines.write(HEADER)
        for company in self._companies:
            for founder, stranger in self._founders(company):
                self._write(company, founder, [DirtKind.STRANGER] if stranger else [])
        if self._dirt.rate(DirtKind.BROKEN_COLUMNS):
            cut = csv_line(self._fields(self._companies[0], ("", "", "", "", ""))[:-3])
            self._tell(cut, self._companies[0], [DirtKind.BROKEN_COLUMNS])
        if self._dirt.rate(DirtKind.IMPOSSIBLE_DATE):
            fields = self._fields(self._companies[-1], ("", "", "", "", ""))
            fields[4] = "1950-00-00"
            self._tell(csv_line(fields), self._companies[-1], [DirtKind.IMPOSSIBLE_DATE])
        return self._truth.record

    def _write(self, company: Company, founder: tuple[str, ...], kinds: list[DirtKind]) -> None:
        line = csv_line(self._fields(company, founder))
        self._tell(line, company, kinds)
        if share(self._society.seed, "gbd_ul", line) < self._dirt.rate(DirtKind.DUPLICATE_EXACT):
            self._tell(line, company, [*kinds, DirtKind.DUPLICATE_EXACT])

    def _tell(self, line: str, company: Company, kinds: list[DirtKind]) -> None:
        self._truth.tell(self._lines.write(line), str(company.index + 1), company.bin, kinds)

    def _fields(self, company: Company, founder: tuple[str, ...]) -> list[str]:
        rng = stream(self._society.seed, "company facts", company.index)
        territory = self._society.territory
        dwelling = territory.any_dwelling(rng)
        status = _LIQUIDATED if rng.random() < 0.08 else _REGISTERED
        activity = one_of(rng, _ACTIVITIES)
        name = company.head.name_on(FIRST_ROUND)
        director = "-" if rng.random() < 0.04 else " ".join(filter(None, (name.surname, name.given, name.patronymic)))
        return [
            str(company.index + 1),
            "" if rng.random() < 0.005 else company.bin,
            f'Товарищество с ограниченной ответственностью "{company.name}"',
            f'"{company.name}" жауапкершілігі шектеулі серіктестігі',
            company.registered.isoformat(),
            *status,
            address_ru(territory, dwelling),
            address_kk(territory, dwelling),
            *activity,
            director,
            company.head.iin_on(FIRST_ROUND),
            day_between(rng, company.registered, date(2026, 9, 1)).isoformat(),
            *founder,
            company_rnn_of(company.index),
        ]

    def _founders(self, company: Company) -> Iterator[tuple[tuple[str, ...], bool]]:
        """(founder columns, whether that person is outside the register) for one to three founders."""
        rng = stream(self._society.seed, "founders", company.index)
        found = [self._founder(company, rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        for who, stranger in dict(found).items():
            since = company.registered + timedelta(days=rng.choice((0, 0, 0, 365)))
            since = min(since, date(2026, 9, 1))
            left = rng.random() < 0.15 and since < date(2026, 1, 1)
            until = day_between(rng, since + timedelta(days=30), date(2026, 9, 20)).isoformat() if left else ""
            yield (*who, since.isoformat(), until), stranger

    def _founder(self, company: Company, rng: Random) -> tuple[tuple[str, str, str], bool]:
        chance = rng.random()
        if chance < self._dirt.rate(DirtKind.STRANGER):
            stranger = one_of(rng, self._society.strangers)
            return (stranger.iin_on(FIRST_ROUND), "", _full_name(stranger)), True
        if chance < 0.2 and company.index:
            owner = self._companies[int(rng.random() * company.index)]
            return ("", owner.bin, owner.name), False
        if chance < 0.28:
            return ("", "", one_of(rng, _ABROAD)), False
        person = company.head if rng.random() < 0.5 else one_of(rng, self._society.persons)
        return (person.iin_on(FIRST_ROUND), "", _full_name(person)), False


def _full_name(person: Person) -> str:
    name = person.name_on(FIRST_ROUND)
    return " ".join(filter(None, (name.surname, name.given, name.patronymic)))
