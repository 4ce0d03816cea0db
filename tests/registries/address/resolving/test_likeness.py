"""How like names are: slips are forgiven by length, figures never, and a part of a name stands for the whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.address.name_key import name_key
from registries.address.resolving.likeness import likeness
from tests.prove import examples


def like(said: str, registered: str) -> float:
    return round(likeness(name_key(said), name_key(registered)), 2)


@pytest.mark.parametrize(
    ("said", "registered", "expected"),
    [
        ("Сатпаева", "Сатпаев", 1.0),
        ("Сатпаеав", "Сатпаева", 0.88),
        ("?абанбай батыр", "Қабанбай батыр", 0.95),
        ("Сабанбай батыр", "Қабанбай батыр", 0.92),
        ("Момышулы", "Бауыржан Момышулы", 0.9),
        ("Коктем-1", "Коктем-2", 0.0),
        ("Гагарин жолы", "Гагарина", 0.0),
        ("Гагаринская", "Гагарина", 0.0),
        ("Ахтанова", "Ахметова", 0.0),
        ("Толе би", "Казыбек би", 0.0),
        ("", "Абая", 0.0),
    ],
)
def test_names(said: str, registered: str, expected: float) -> None:
    assert like(said, registered) == expected


NAMES = st.lists(st.text("abdegiklmnoprstu?", min_size=1, max_size=9), max_size=4).map(" ".join)


@settings(max_examples=examples(300, full=10_000), deadline=None)
@given(NAMES, NAMES)
def test_a_likeness_is_a_share_and_whole_only_for_the_same(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    # Words may stand in another order.
    assert (likeness(one, other) == 1.0) == (sorted(one.split()) == sorted(other.split()))
