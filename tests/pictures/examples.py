"""Histories that are hard to draw: long ones, crowded ones, days apart, without bounds, and hostile."""

from collections.abc import Mapping
from datetime import date, timedelta

from registries.analysis.picture.history import History, Lane, Period

TODAY = date(2026, 11, 25)
EDITIONS = (date(2018, 11, 1), date(2022, 10, 17), date(2026, 7, 17))
HOSTILE = '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1">&amp;"\'</text></svg><h1>'


def observed(*labels: str) -> tuple[Period, ...]:
    """What three editions of the classifier say."""
    days = (*EDITIONS, None)
    return tuple(
        Period(label, since, until, "OBSERVED", "OBSERVED" if until else None, since if until else None, before)
        for label, since, until, before in zip(labels, days, days[1:], (None, *EDITIONS), strict=False)
    )


def stated(*said: tuple[str, date | None, date | None]) -> tuple[Period, ...]:
    return tuple(Period(label, since, until, "STATED", "STATED" if until else None) for label, since, until in said)


def _capital() -> History:
    days = [date(1961, 3, 20), date(1992, 7, 6), date(1998, 5, 6), date(2019, 3, 23), date(2022, 9, 17)]
    bounds = list(zip(days, [*days[1:], None], strict=True))
    russian, kazakh = ("Целиноград", "Акмола", "Астана", "Нур-Султан", "Астана"), (
        "Целиноград", "Ақмола", "Астана", "Нұр-Сұлтан", "Астана",
    )  # fmt: skip
    return History(
        "Астана", "unit 1",
        (
            Lane("Exists", stated(("exists", date(1961, 3, 20), None))),
            Lane("Name, Kazakh", stated(*((name, *of) for name, of in zip(kazakh, bounds, strict=True)))),
            Lane("Name, Russian", stated(*((name, *of) for name, of in zip(russian, bounds, strict=True)))),
            Lane("KATO code", observed("710000000", "710000000", "710000000")[:1]),
            Lane("Belongs to", stated(("Целинный край", date(1961, 3, 20), date(1965, 11, 24)),
                                      ("Целиноградская область", date(1965, 11, 24), date(1997, 12, 10)),
                                      ("Казахстан", date(1997, 12, 10), None))),
            Lane("Kind", stated(("city", None, date(1997, 12, 10)), ("republican city", date(1997, 12, 10), None))),
        ),
    )  # fmt: skip


def _village() -> History:
    return History(
        "Мереке а. · с.Мереке",
        "unit 7311",
        (
            Lane("Exists", (Period("exists", EDITIONS[0], None, "OBSERVED", None, None, None),)),
            Lane("Name, Kazakh", (Period("Мереке а.", EDITIONS[2], None, "OBSERVED", None, None, EDITIONS[1]),)),
            Lane("Name, Russian", observed("с.Ерофеевка", "с.Ерофеевка Павлодарской области", "с.Мереке")),
            Lane("KATO code", observed("113255500", "113255500", "113255600")),
            Lane("Belongs to", observed("Ерофеевский с.о.", "Ерофеевский с.о.", "Кызылкакский с.о.")),
        ),
    )


def _crowd() -> History:
    """A name every few days, far from today; and one of a single day."""
    first = date(2001, 3, 1)
    many = [(f"Название номер {one}", first + timedelta(days=5 * one), first + timedelta(days=5 * one + 5))
            for one in range(14)]  # fmt: skip
    last = many[-1][2]
    return History(
        "Crowded", "geonym 3",
        (
            Lane("Name, Russian", stated(*many, ("улица Бауыржана Момышулы, бывшая Железнодорожная", last, None))),
            Lane("Name, Kazakh", stated(("Бір күн", date(2020, 1, 1), date(2020, 1, 2)))),
            Lane("Part of", stated(("Микрорайон «Щучинский-Юго-Восточный Жилой Массив»", None, None))),
        ),
    )  # fmt: skip


def _hostile() -> History:
    return History(
        HOSTILE, HOSTILE,
        (
            Lane(HOSTILE, stated((HOSTILE, date(2024, 1, 1), date(2024, 6, 1)), ("Ш" * 300, date(2024, 6, 1), None))),
            Lane("Name, Kazakh", stated(("\u202eabc\u0000\u0007\ud800 \n]]>", None, None), ("", TODAY, None))),
            Lane("Kind", stated(("龘" * 40 + " " + "ﷺ" * 9, date(2026, 11, 1), date(2026, 11, 9)))),
        ),
    )  # fmt: skip


def _edges() -> History:
    return History(
        "Edges of time", "unit 5",
        (
            Lane("Name, Russian", stated(("первое", date(1, 1, 1), date(1700, 1, 1)), ("второе", date(1700, 1, 1), None))),
            Lane("Future", stated(("будет", date(2099, 1, 1), None), )),
            Lane("Always", stated(("всегда", None, None))),
        ),
    )  # fmt: skip


EXAMPLES: Mapping[str, History] = {
    "capital": _capital(),
    "village": _village(),
    "crowd": _crowd(),
    "hostile": _hostile(),
    "edges": _edges(),
    "nothing": History("unit 9", "unit 9", ()),
    "young": History("Новая", "geonym 8", (Lane("Name, Russian", stated(("Новая", TODAY, None))),)),
}
