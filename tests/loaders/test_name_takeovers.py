"""Streets that take over each other's names, in rows and circles, held against a plain list of who was called what."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.loaders.naming import Street, Town, act_row, cards, renamings, streets
from tests.loaders.offices import Office, empty
from tests.prove import examples

# Any name may go to any street; as a hand writes it when it is the old name.
NAMES = {
    "Абай": ("улица Абая", "ул. Абай", "«Абай» көшесі"),
    "Ынтымақ": ("улица Ынтымак", "Ынтымақ көшесі", "ул.Ынтымақ"),
    "Советская": ("улица Советская", "Советская", "ул. СОВЕТСКАЯ"),
    "Карл Маркс": ("улица Карла Маркса", "ул. Карл  Маркс"),
    "8 марта": ("улица 8 Марта", "8 марта"),
    "Қабанбай батыр": ("улица Кабанбай батыра", "Қабанбай батыр көшесі"),
    "Гоголь": ("улица Гоголя", "ул. Гоголь"),
}
RULES = {
    "по истечении десяти календарных дней после дня первого официального опубликования": 11,
    "алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі": 0,
}
BEGINNING, YEARS = date(2021, 1, 1), 365 * 3


@dataclass(frozen=True)
class Act:
    """`moves`: the new name of each street it renames. `known`: whether its day of publication is ever told."""

    number: str
    published: date
    rule: str
    status: str
    known: bool
    moves: dict[str, str]

    @property
    def first_day(self) -> date:
        return self.published + timedelta(days=RULES[self.rule])

    @property
    def takes_effect(self) -> bool:
        return self.known and self.status == "act"


@dataclass(frozen=True)
class History:
    first: dict[str, str]
    acts: tuple[Act, ...]

    def names_on(self, day: date) -> dict[str, str]:
        """The plain list: the acts that are in force, one after the other."""
        names = dict(self.first)
        for act in sorted(self.acts, key=lambda act: act.first_day):
            if act.takes_effect and act.first_day <= day:
                names |= act.moves
        return names

    def days(self) -> list[date]:
        return [act.first_day + timedelta(days=step) for act in self.acts for step in (-1, 0, 1)]


@st.composite
def histories(draw: st.DrawFn) -> History:
    keys = [str(number) for number in range(1, draw(st.integers(2, 5)) + 1)]
    first = dict(zip(keys, draw(st.permutations(list(NAMES))), strict=False))
    history = History(first, ())
    days = sorted(draw(st.sets(st.integers(0, YEARS), min_size=1, max_size=4)))
    for number, day in enumerate(days):
        published, rule = BEGINNING + timedelta(days=day * 12), draw(st.sampled_from(list(RULES)))
        status, known = draw(st.sampled_from(("act", "act", "act", "draft"))), draw(st.integers(0, 4)) > 0
        act = Act(f"V21K{number:07d}", published, rule, status, known, {})
        now = history.names_on(act.first_day - timedelta(days=1))
        moved = draw(st.sets(st.sampled_from(keys), min_size=1))
        free = [name for name in NAMES if name not in {now[key] for key in keys if key not in moved}]
        wanted = draw(st.permutations(free))
        moves = {key: name for key, name in zip(sorted(moved), wanted, strict=False) if name != now[key]}
        history = History(first, (*history.acts, Act(act.number, published, rule, status, known, moves)))
    return history


def rows_of(history: History, act: Act, spelling: st.DataObject) -> list[dict[str, str]]:
    before = history.names_on(act.first_day - timedelta(days=1))
    return [
        act_row(
            spelling.draw(st.sampled_from(NAMES[before[key]])), f"улица {name}", status=act.status,
            source_url=f"https://adilet.zan.kz/rus/docs/{act.number}", entry_rule=act.rule,
        )
        for key, name in act.moves.items()
    ]  # fmt: skip


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=histories(), data=st.data())
def test_every_street_bears_the_name_of_the_plain_list_whatever_comes_first(
    office: Office, history: History, data: st.DataObject
) -> None:
    empty(office.engine)
    town = Town(office, streets(*(Street(key, name) for key, name in history.first.items())))
    rows = data.draw(st.permutations([row for act in history.acts for row in rows_of(history, act, data)]))
    told = data.draw(st.permutations([(act.number, str(act.published)) for act in history.acts if act.known]))
    cut = data.draw(st.integers(0, len(rows)))
    files = [("renamings", renamings(*rows[:cut])), ("renamings", renamings(*rows[cut:]))]
    files += [("act_cards", cards(card)) for card in told if card[0] not in drafts(history)]
    for day, (source, content) in enumerate(data.draw(st.permutations(files)), start=1):
        office.load(source, content, f"2020-02-{day:02d}")
    for day in history.days():
        assert town.names_on(str(day)) == history.names_on(day)
    assert office.one("SELECT count(*) FROM crosswalk.act_record WHERE held IS NOT NULL") == 0


def drafts(history: History) -> set[str]:
    return {act.number for act in history.acts if act.status != "act"}
