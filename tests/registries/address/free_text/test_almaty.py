"""Real addresses of Almaty: understood as a reader understands them."""

import pytest

from registries.address.free_text import FreeText, Named, parse
from tests.registries.address.free_text.almaty import READ, Understood, lines


def understood(found: FreeText) -> Understood:
    return Understood(
        named(found.geonyms), named(found.crossing), named(found.units), found.number,
        tuple(one.number for one in found.premises), found.beside, found.relation, found.rest,
    )  # fmt: skip


def named(found: tuple[Named, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(("|".join(sorted(one.kinds)), one.name) for one in found)


@pytest.mark.parametrize("place", range(35))
def test_each_is_understood_part_by_part(place: int) -> None:
    found = parse(lines()[place][0])
    assert understood(found) == READ[place]
    assert (found.former, found.untyped, found.corpus, found.postcodes) == ((), (), None, ())


def test_every_one_of_them_has_been_read() -> None:
    assert len(lines()) == len(READ) == 35
