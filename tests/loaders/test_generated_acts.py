"""Streets that acts rename, name, join and split, whatever paper comes first, held against a plain list of what stood."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.loaders.naming import Street, Town, act_row, cards, renamings, streets
from tests.loaders.offices import Office, empty
from tests.loaders.test_name_takeovers import RULES
from tests.prove import examples

FIRST = ("Абай", "Советская", "Карл Маркс", "8 марта", "Қабанбай батыр", "")
LATER = ("Самал", "Наурыз", "Бірлік", "Достық", "Тұран", "Ынтымақ", "Сарыарқа", "Байқоңыр", "Жетісу", "Алтын Орда")
BEGINNING, MET = date(2021, 1, 1), date(2030, 1, 1)
KINDS = {"rename": "street_rename", "name": "street_naming_unnamed", "join": "street_merge", "split": "street_split"}
Rows = list[tuple[str, str, str]]
"""Kind, old and new name."""


@dataclass
class Plain:
    """What stands by number, and who came of whom; `made` streets are in no extract before the last."""

    streets: dict[str, str] = field(default_factory=lambda: {str(n): name for n, name in enumerate(FIRST, start=1)})
    made: set[str] = field(default_factory=set)
    links: set[tuple[str, str, str]] = field(default_factory=set)
    names: list[str] = field(default_factory=lambda: list(LATER))

    def copy(self) -> "Plain":
        return Plain(dict(self.streets), set(self.made), set(self.links), list(self.names))

    def old(self) -> list[str]:
        return sorted(key for key, name in self.streets.items() if name and key not in self.made)

    def found(self) -> str:
        """A new street under a name that nobody bore."""
        key = str(10 + len(self.made))
        self.made.add(key)
        self.streets[key] = self.names.pop()
        return key

    def joined(self, key: str, into: str) -> tuple[str, str, str]:
        row = "join", named(self.streets.pop(key)), named(self.streets[into])
        self.links.add((into, key, "MERGED"))
        return row

    def split(self, key: str, others: int, *, goes_on: bool) -> Rows:
        parts = [self.found() for _ in range(others)]
        self.links |= {(part, key, "SPLIT") for part in parts}
        whole = self.streets[key] if goes_on else self.streets.pop(key)
        names = [self.streets[part] for part in parts] + ([whole] if goes_on else [])
        return [("split", named(whole), named(name)) for name in names]


@dataclass(frozen=True)
class Act:
    number: str
    published: date
    rule: str
    rows: Rows
    after: Plain

    @property
    def first_day(self) -> date:
        return self.published + timedelta(days=RULES[self.rule])


def named(name: str) -> str:
    return f"улица {name}" if name else "(безымянная улица)"


def decreed(draw: st.DrawFn, now: Plain) -> Rows:
    """One thing that an act may do to what stands, done."""
    verb, old = draw(st.sampled_from(("rename", "name", "join", "join anew", "split", "divide"))), now.old()
    nameless = [key for key, name in now.streets.items() if not name]
    if verb == "name" and nameless:
        now.streets[nameless[0]] = name = now.names.pop()
        return [("name", named(""), named(name))]
    if verb == "join" and len(old) > 1:
        key = draw(st.sampled_from(old))
        into = draw(st.sampled_from(sorted(other for other, name in now.streets.items() if name and other != key)))
        return [now.joined(key, into)]
    if verb == "join anew" and len(old) > 2:
        into = now.found()
        return [now.joined(key, into) for key in old[:2]]
    if verb in ("split", "divide") and len(old) > 1:
        key = draw(st.sampled_from(old))
        return now.split(key, 1, goes_on=True) if verb == "split" else now.split(key, 2, goes_on=False)
    key = draw(st.sampled_from(old))
    before, now.streets[key] = now.streets[key], now.names.pop()
    return [("rename", named(before), named(now.streets[key]))]


@st.composite
def histories(draw: st.DrawFn) -> list[Act]:
    now, acts = Plain(), list[Act]()
    for number, day in enumerate(sorted(draw(st.sets(st.integers(0, 90), min_size=1, max_size=4)))):
        rule = draw(st.sampled_from(sorted(RULES)))
        rows = decreed(draw, now)
        acts.append(Act(f"V21K{number:07d}", BEGINNING + timedelta(days=day * 14), rule, rows, now.copy()))
    return acts


def rows_of(act: Act) -> list[dict[str, str]]:
    return [
        act_row(old, new, kind=KINDS[kind], source_url=f"https://adilet.zan.kz/rus/docs/{act.number}", entry_rule=act.rule)
        for kind, old, new in act.rows
    ]  # fmt: skip


def extract(plain: Plain) -> bytes:
    return streets(*(Street(key, name) for key, name in plain.streets.items()))


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=histories(), data=st.data())
def test_streets_stand_as_on_the_plain_list_the_day_before_of_and_after_each_act(
    office: Office, acts: list[Act], data: st.DataObject
) -> None:
    empty(office.engine)
    town = Town(office, extract(Plain()))
    files = [("renamings", renamings(*rows_of(act)), "2022-01-01") for act in acts]
    files += [("act_cards", cards((act.number, str(act.published))), "2022-01-01") for act in acts]
    files.append(("ar_geonyms", extract(acts[-1].after), str(MET)))
    for place, (source, content, day) in enumerate(data.draw(st.permutations(files)), start=1):
        office.load(source, content, day if source == "ar_geonyms" else f"2022-01-{place:02d}")
    assert office.rows("SELECT held FROM crosswalk.act_record WHERE held IS NOT NULL") == []
    for before, act in zip([Plain(), *(one.after for one in acts)], acts, strict=False):
        for step, plain in ((-1, before), (0, act.after), (1, act.after)):
            day = str(act.first_day + timedelta(days=step))
            assert town.names_on(day) == {key: name for key, name in plain.streets.items() if name}
            assert {str(row[0]) for row in office.rows(_STANDING, day=day)} == set(plain.streets)
    assert {row[:3] for row in office.rows(_LINKS)} == acts[-1].after.links


_RECORD = """
    JOIN crosswalk.membership {m} ON {m}.entity_id = {id} AND {m}.register = 'address.geonym' AND {m}.founding
    JOIN provenance.record {r} ON {r}.id = {m}.record_id
"""
_STANDING = f"""
    SELECT r.key FROM address.geonym_existence e {_RECORD.format(m="m", r="r", id="e.geonym_id")}
     WHERE e.valid_time @> CAST(:day AS date)
"""
_LINKS = f"""
    SELECT n.key, o.key, p.operation FROM address.geonym_predecessor p
      {_RECORD.format(m="a", r="n", id="p.geonym_id")} {_RECORD.format(m="b", r="o", id="p.predecessor_id")}
"""
