"""Acts beside editions: what one founded lies where the editions that count say, in whatever order they come."""

from tests.loaders.naming import BALKHASH_ACT, act_row, renamings
from tests.loaders.offices import Office
from tests.loaders.papers import kato_2022, kato_2026

FIRST, BETWEEN, LAST = "2023-12-02", "2024-01-01", "2024-08-28"
REGION, DISTRICT, OTHER = "990000000", "993200000", "993400000"
OKRUG, MOVED_OKRUG, WHOLE, MOVED_WHOLE, PART = "993230000", "993430000", "993230100", "993430100", "993430200"


def test_what_an_act_split_off_lies_where_an_edition_between_says_that_the_whole_lay(office: Office) -> None:
    """Order of arrival 1235233: a later act that was delivered first stood for the lines of the village it names."""
    later = act_row("село Мерек", "село Мерей", place="", kind="settlement_rename", published_on="2024-10-18")
    office.load("renamings", renamings(later | {"source_url": BALKHASH_ACT.replace("26419", "26420")}), "2024-10-27")
    region = (REGION, "Асанская область", "Асан облысы")
    office.load(
        "kato",
        kato_2026(
            region, (DISTRICT, "Асанский район", "Асан ауданы"), (OTHER, "Есенский район", "Есен ауданы"),
            (MOVED_OKRUG, "Кобенский с.о.", "Көбен а.о."), (MOVED_WHOLE, "село Мерек", "Мерек ауылы"),
            (PART, "село Достык", "Достық ауылы"),
        ),
        LAST,
    )  # fmt: skip
    old = kato_2022(
        (REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (OKRUG, "Кобенский с.о."), (WHOLE, "село Мерек")
    )
    office.load("kato", old, FIRST)
    split = [
        act_row("село Мерек", new, place="", kind="district_split", published_on="2024-07-02")
        for new in ("село Мерек", "село Достык")
    ]
    office.load("renamings", renamings(*split), "2024-08-01")
    assert lay(office) == [(OKRUG, "Кобенский с.о."), (OKRUG, "Кобенский с.о.")]
    between = kato_2026(
        region, (DISTRICT, "Асанский район", "Асан ауданы"), (OKRUG, "Жанатский с.о.", "Жаңат а.о."),
        (WHOLE, "село Мерек", "Мерек ауылы"),
    )  # fmt: skip
    office.load("kato", between, BETWEEN)
    assert lay(office) == [(OKRUG, "Жанатский с.о."), (OKRUG, "Жанатский с.о.")]


def lay(office: Office) -> list[tuple[object, ...]]:
    """Where the village and what it was divided into lay after the act, before the last edition: code and name."""
    return office.rows(_LAY, codes=[MOVED_WHOLE, PART])


_LAY = """
    SELECT p.kato, n.name FROM address.unit_code c JOIN address.unit_parent u USING (unit_id)
      JOIN address.unit_code p ON p.unit_id = u.parent_id AND p.valid_time @> date '2024-07-20'
      JOIN address.unit_name n ON n.unit_id = u.parent_id AND n.language = 'ru' AND n.valid_time @> date '2024-07-20'
     WHERE c.kato = ANY(:codes) AND upper_inf(c.valid_time) AND u.valid_time @> date '2024-07-20' ORDER BY c.kato
"""
