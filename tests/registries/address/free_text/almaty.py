"""What a reader understands of each of the 35 addresses of Almaty that lie beside the checkout, by their place in the file.

Only the parts stand here; the texts are read from the file. Written by hand from the texts, before any program read them.
"""

from dataclasses import dataclass

from tests.shared import shared

STREET, AVENUE, MICRO = "STREET", "AVENUE|PASSAGE", "MICRODISTRICT"


@dataclass(frozen=True, slots=True)
class Understood:
    geonyms: tuple[tuple[str, str], ...] = ()  # type words read, name
    crossing: tuple[tuple[str, str], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    number: str | None = None
    premises: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def corner(one: tuple[str, str], other: tuple[str, str], word: str) -> Understood:
    return Understood(geonyms=(one,), crossing=(other,), relation=(word,))


BELOW_ABAY = corner((STREET, "Байзакова"), (AVENUE, "Абая"), "ниже")
ABYLAY = (AVENUE, "Абылай хана")
READ = (
    Understood(rest=("сквер Кемель",)),
    Understood(
        geonyms=((AVENUE, "Назарбаева"),),
        relation=("по",),
        rest=("перед главным фасадом Государственного музея",),
    ),
    BELOW_ABAY,
    Understood(geonyms=(("AVENUE|PASSAGE|STREET", "Райымбека"),), number="225"),
    Understood(geonyms=((STREET, "Алкисса"), (MICRO, "кемел")), number="36"),
    BELOW_ABAY,
    Understood(geonyms=(("AVENUE|PASSAGE|STREET", "Рыскулова"),), number="76"),
    Understood(geonyms=((STREET, "Карткожа"), (MICRO, "кемел")), number="18"),
    corner(ABYLAY, (STREET, "Маметова"), "угол"),
    corner((STREET, "Байзакова"), (STREET, "Гоголя"), "уг"),
    Understood(geonyms=((STREET, "Керей-Жанибек хандары"),), number="197"),
    corner((STREET, "Толе би"), (STREET, "Муканова"), "уг"),
    corner((STREET, "Желтоксан"), (STREET, "Макатаева"), "уг"),
    corner(ABYLAY, (STREET, "Маметовой"), "уг"),
    Understood(
        units=(("CITY_DISTRICT|DISTRICT", "Медеуского"), ("CITY|REPUBLICAN_CITY", "Алматы")),
        rest=("Оснащение сквера Зенкова",),
    ),
    Understood(
        geonyms=((AVENUE, "Рыскулова"),),
        crossing=(("HIGHWAY", "Кульджинского"),),
        relation=("по", "уг"),
        rest=("Бурение скважины",),
    ),
    Understood(relation=("вдоль",), rest=("Оснащение футбольной и теннисной площадки", "р. Есентай")),
    corner((STREET, "Клочкова"), (STREET, "Жамбыла"), "уг"),
    corner((AVENUE, "Абая"), (STREET, "Тлендиева"), "уг"),
    Understood(geonyms=((MICRO, "Карасу"),)),
    Understood(geonyms=((MICRO, "Саялы"),)),
    Understood(geonyms=((MICRO, "Улжан-2"),)),
    Understood(geonyms=((MICRO, "Кок-Кайнар"),)),
    Understood(geonyms=((MICRO, "Карасу"),)),
    Understood(geonyms=((MICRO, "Аксай-4"),), number="4а"),
    Understood(geonyms=((STREET, "Кабдолова"),), rest=("№5 роддом",)),
    Understood(geonyms=((MICRO, "1"),), beside=("20",), relation=("сзади",)),
    Understood(geonyms=((STREET, "Момышулы"),), crossing=(("", "Райымбека"),), relation=("восток", "южнее")),
    Understood(geonyms=((MICRO, "Жетысу-2"),), number="64"),
    Understood(geonyms=((MICRO, "Мамыр-1"),), beside=("8", "13"), relation=("между", "и")),
    corner((STREET, "Наурызбай батыра"), (STREET, "Кабанбай батыр"), "угол"),
    Understood(geonyms=((STREET, "Северное кольцо"),), number="87/8"),
    Understood(geonyms=((MICRO, "Кокжиек"),), number="21", premises=("66",)),
    BELOW_ABAY,
    Understood(geonyms=((MICRO, "Теректи"), (STREET, "Аманбоктер")), number="3"),
)  # fmt: skip


def lines() -> list[tuple[str, str, str]]:
    """Text, district in Kazakh, district in Russian."""
    rows = shared("data/address_text/almaty_dirty.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(text, kk, ru) for text, kk, ru in (row.split("\t") for row in rows)]
