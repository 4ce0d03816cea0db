"""Blocking keys and the index in memory."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.weighing.blocking import Blocking, Index, RememberedProbes
from registries.crosswalk.weighing.scorer import Record
from tests.prove import examples
from tests.registries.crosswalk.weighing.models import SMALL

BLOCKING = Blocking(SMALL)
texts = st.none() | st.sampled_from(["a", "b", "c"])
records = st.tuples(texts, texts, texts)


def test_a_key_is_sixty_four_bits_of_its_name_and_texts_and_nothing_where_one_is_missing() -> None:
    both, surname_and_year, given_name = BLOCKING.stored(("ahmet", "asel", "1950"))
    assert None not in {both, surname_and_year, given_name}
    assert all(-(2**63) <= key < 2**63 for key in (both, surname_and_year, given_name) if key is not None)
    assert BLOCKING.stored(("ahmet", None, "1950")) == (None, surname_and_year, None)
    assert BLOCKING.stored(("ahm", "etasel", None))[0] != both


def test_who_asks_looks_also_with_the_names_in_each_others_place() -> None:
    stored, _, _ = BLOCKING.stored(("asel", "ahmet", None))
    assert (0, stored) in BLOCKING.probes(("ahmet", "asel", "1950"))


def test_a_wide_key_is_looked_for_only_by_who_lacks_a_better_one() -> None:
    stored = BLOCKING.stored(("ospan", "asel", "1950"))[2]
    assert (2, stored) in BLOCKING.probes(("ahmet", "asel", None))
    assert (2, stored) not in BLOCKING.probes(("ahmet", "asel", "1950"))


@given(st.lists(records, max_size=6))
@settings(max_examples=examples(50))
def test_remembered_probes_are_those_of_the_keys(asked: list[Record]) -> None:
    remembered = RememberedProbes(BLOCKING)
    for record in asked * 2:
        assert remembered.probes(record) == BLOCKING.probes(record)
        assert remembered.stored(record) == BLOCKING.stored(record)


def test_a_key_of_too_many_is_hot_and_leads_to_nobody_but_is_named() -> None:
    index = Index(BLOCKING, [("kim", "asel", "1950")] * 4 + [("kim", "anna", "1950")], most=4)
    assert index.candidates(("kim", "asel", "1950")) == ([0, 1, 2, 3], ["surname and year"])


@given(st.lists(records, max_size=8), records)
@settings(max_examples=examples(200))
def test_candidates_are_exactly_those_who_share_a_key(known: list[Record], asking: Record) -> None:
    def agree(record: Record, *pairs: tuple[int, int]) -> bool:
        return all(asking[a] == record[b] and asking[a] is not None for a, b in pairs)

    expected = {
        place
        for place, record in enumerate(known)
        if agree(record, (0, 0), (1, 1))
        or agree(record, (0, 1), (1, 0))
        or agree(record, (0, 0), (2, 2))
        or (asking[2] is None and agree(record, (1, 1)))
    }
    found, hot = Index(BLOCKING, known, most=100).candidates(asking)
    assert set(found) == expected
    assert len(found) == len(expected)
    assert hot == []


def test_no_two_keys_of_short_texts_meet() -> None:
    words = [*map("".join, product("ab", repeat=3)), "a", "b"]
    hashes = [BLOCKING.stored((one, other, one)) for one, other in product(words, repeat=2)]
    assert len({keys[0] for keys in hashes}) == len(words) ** 2
