"""A town with few names: acts give and take them again and again, and what is believed does not hang on what came first."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.loaders.naming import BALKHASH_ACT, KARAGANDY, Street, act_row, renamings, streets
from tests.loaders.offices import Office, empty
from tests.loaders.test_acts_by_code import COLUMNS
from tests.prove import examples

NAMES = ("Ленина", "Абая", "Мира")
KEYS = ("1", "2", "3")
DAYS = {year: f"{year}-05-01" for year in range(2015, 2024)}
Paper = tuple[str, bytes, str]


@dataclass
class Town:
    """The papers of a town, some of which are behind, or leave out an act."""

    papers: list[Paper]
    order: list[int]


@st.composite
def towns(draw: st.DrawFn) -> Town:
    names = {key: draw(st.sampled_from(NAMES)) for key in KEYS[: draw(st.integers(1, 3))]}
    known = [names]
    papers: list[Paper] = []
    for year in sorted(draw(st.sets(st.sampled_from(list(DAYS)), min_size=1, max_size=3))):
        moved = draw(st.sets(st.sampled_from(list(names)), min_size=1))
        given_ = {key: draw(st.sampled_from(NAMES)) for key in sorted(moved)}
        rows = [_row(year, names[key], new) for key, new in given_.items() if new != names[key]]
        if rows and draw(st.integers(0, 5)):
            papers.append(("renamings", renamings(*rows), f"2025-01-{year - 2000}"))
        names = names | given_
        known.append(names)
    for day in sorted(draw(st.sets(st.sampled_from(("2014", "2018", "2020", "2024")), min_size=1, max_size=2))):
        told = draw(st.sampled_from(known)) | {"9": f"Самал {day}"}
        papers.append(("ar_geonyms", streets(*(Street(key, name) for key, name in told.items())), f"{day}-01-01"))
    if draw(st.booleans()):
        key, old, new = draw(st.sampled_from(list(names))), draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
        line = f"geonym;{9900000000100000 + int(key)};{old};;{new};;{draw(st.sampled_from(sorted(DAYS)))}-09-01;№ 1;"
        papers.append(("naming_acts", "\n".join([COLUMNS, line, ""]).encode(), "2025-03-01"))
    return Town(papers, draw(st.permutations(range(len(papers)))))


def _row(year: int, old: str, new: str) -> dict[str, str]:
    return act_row(
        f"улица {old}",
        f"улица {new}",
        published_on=f"{year}-04-20",
        source_url=BALKHASH_ACT.replace("26419", f"2{year}"),
    )


@settings(
    max_examples=examples(5, full=150), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(town=towns())
def test_what_is_believed_does_not_hang_on_what_came_first(office: Office, other_office: Office, town: Town) -> None:
    for one, order in ((office, range(len(town.papers))), (other_office, town.order)):
        empty(one.engine)
        one.load("ar_units", KARAGANDY, "2010-01-01")
        for number in order:
            one.load(*town.papers[number])
    assert office.main_tables() == other_office.main_tables()
    assert office.rows(_HELD) == other_office.rows(_HELD)


_HELD = """
    SELECT r.key, a.held FROM crosswalk.act_record a JOIN provenance.record r ON r.id = a.record_id ORDER BY r.key
"""
