"""Which claim survives, held against the plain question: who of those that claim the day comes first?"""

import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.survivorship import Claim, outranked, surviving
from registries.temporal import Version
from tests.prove import examples
from tests.registries.temporal.lawful import assert_lawful

FIRST = date(2000, 1, 1)
CALENDAR = [FIRST + timedelta(days=number) for number in range(-1, 14)]
DAYS = st.integers(0, 11).map(lambda number: FIRST + timedelta(days=number))
BASES = st.sampled_from(["STATED", "OBSERVED", "INFERRED:life"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    starts, ends = draw(BASES), None if until is None else draw(BASES)
    before, last_seen = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return Claim(
        values=(draw(st.sampled_from("abc")),),
        since=since,
        until=until,
        starts_basis=starts,
        starts_after=before if starts == "OBSERVED" and since and before and before < since else None,
        ends_basis=ends,
        ends_after=last_seen if ends == "OBSERVED" and until and last_seen and last_seen < until else None,
        statement_id=0,
        authority=draw(st.integers(1, 3)),
        delivered=draw(DAYS),
    )


CLAIMS = st.lists(claims(), max_size=7).map(
    lambda some: [
        replace(claim, statement_id=number, origin=("tax", str(8 - number), ""))
        for number, claim in enumerate(some, start=1)
    ]
)


def claims_on(day: date, some: list[Claim]) -> list[Claim]:
    return [c for c in some if (c.since is None or c.since <= day) and (c.until is None or day < c.until)]


def beats(one: Claim, other: Claim) -> bool:
    """The order of the module's first paragraph, told step by step."""
    if one.authority != other.authority:
        return one.authority > other.authority
    if one.since != other.since:
        return other.since is None or (one.since is not None and one.since > other.since)
    if one.until != other.until:
        return other.until is None or (one.until is not None and one.until < other.until)
    if one.delivered != other.delivered:
        return one.delivered > other.delivered
    return one.origin > other.origin


def winner(day: date, some: list[Claim]) -> Claim | None:
    rivals = claims_on(day, some)
    return next((c for c in rivals if all(c is other or beats(c, other) for other in rivals)), None)


def holding(day: date, versions: list[Version]) -> list[Version]:
    return [version for version in versions if version.holds(day)]


@settings(max_examples=examples(200))
@given(CLAIMS)
def test_on_every_day_the_highest_ranked_claim_of_that_day_holds(some: list[Claim]) -> None:
    versions = surviving(some)
    for day in CALENDAR:
        best = winner(day, some)
        assert [version.values for version in holding(day, versions)] == ([] if best is None else [best.values])


@settings(max_examples=examples(200))
@given(CLAIMS)
def test_versions_are_in_order_lawful_and_never_say_the_same_twice_in_a_row(some: list[Claim]) -> None:
    versions = surviving(some)
    assert_lawful(versions)
    for earlier, later in itertools.pairwise(versions):
        assert earlier.until != later.since or earlier.values != later.values


@settings(max_examples=examples(200))
@given(CLAIMS)
def test_a_version_rests_on_the_claim_that_won_its_first_day(some: list[Claim]) -> None:
    for version in surviving(some):
        best = winner(version.since or CALENDAR[0], some)
        assert best is not None
        assert version.statement_id == best.statement_id


@settings(max_examples=examples(200))
@given(CLAIMS)
def test_a_bound_has_the_best_ground_that_either_side_gives_for_its_day(some: list[Claim]) -> None:
    for version in surviving(some):
        if version.since is not None:
            grounds = _grounds(version.since, some)
            assert (version.starts_basis, version.starts_after) == _best(grounds)
        if version.until is not None:
            assert (version.ends_basis, version.ends_after) == _best(_grounds(version.until, some))


def _grounds(day: date, some: list[Claim]) -> list[tuple[str, date | None]]:
    """What the winner of the day before says of its end, and the winner of the day of its beginning."""
    after, before = winner(day, some), winner(day - timedelta(days=1), some)
    grounds = [(after.starts_basis, after.starts_after)] if after is not None and after.since == day else []
    if before is not None and before.until == day and before.ends_basis is not None:
        grounds.append((before.ends_basis, before.ends_after))
    return grounds


def _best(grounds: list[tuple[str, date | None]]) -> tuple[str, date | None]:
    ranked = sorted(grounds, key=lambda ground: {"STATED": 0, "OBSERVED": 1}.get(ground[0], 2))
    return ranked[0] if ranked else ("INFERRED:survivorship", None)


@settings(max_examples=examples(200))
@given(CLAIMS, st.randoms())
def test_the_order_in_which_claims_are_read_does_not_matter(some: list[Claim], chance: object) -> None:
    shuffled = sorted(some, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert surviving(shuffled) == surviving(some)


@settings(max_examples=examples(200))
@given(CLAIMS)
def test_a_claim_is_outranked_on_the_days_on_which_another_value_holds(some: list[Claim]) -> None:
    lost = outranked(some)
    assert_lawful_each([version for _, version in lost])
    for day in CALENDAR:
        best = winner(day, some)
        expected = sorted((c.statement_id, c.values) for c in claims_on(day, some) if best and c.values != best.values)
        assert sorted((number, version.values) for number, version in lost if version.holds(day)) == expected


def assert_lawful_each(versions: list[Version]) -> None:
    for version in versions:
        assert_lawful([version])


@settings(max_examples=examples(200))
@given(CLAIMS, st.permutations(range(7)))
def test_the_order_of_arrival_decides_nothing_between_equal_claims(some: list[Claim], numbers: list[int]) -> None:
    """Statements are numbered as they come; renumbered, the same claims leave the same values on every day."""
    again = [replace(claim, statement_id=numbers[claim.statement_id - 1]) for claim in some]
    told = [(v.values, v.since, v.until, v.starts_basis, v.ends_basis) for v in surviving(some)]
    assert [(v.values, v.since, v.until, v.starts_basis, v.ends_basis) for v in surviving(again)] == told


def test_the_state_register_outranks_the_tax_office_and_leaves_it_the_days_before() -> None:
    tax = Claim(("Аханов",), None, None, "INFERRED:life", 1, authority=40, delivered=FIRST)
    register = Claim(("Ахметов",), FIRST + timedelta(days=5), None, "STATED", 2, authority=90, delivered=FIRST)
    assert surviving([tax, register]) == [
        Version(("Аханов",), None, FIRST + timedelta(days=5), "INFERRED:life", None, "STATED", None, 1),
        Version(("Ахметов",), FIRST + timedelta(days=5), None, "STATED", statement_id=2),
    ]


def test_a_restatement_of_what_holds_writes_no_new_version() -> None:
    first = Claim(("Абай",), FIRST, None, "OBSERVED", 1, authority=50, delivered=FIRST)
    again = replace(first, since=FIRST + timedelta(days=9), statement_id=2, delivered=FIRST + timedelta(days=9))
    assert surviving([first, again]) == surviving([first])


def test_a_claim_of_no_day_claims_nothing() -> None:
    empty = Claim(("a",), FIRST, FIRST, "STATED", 1, 50, FIRST, ends_basis="STATED")
    assert surviving([empty]) == []
    assert surviving([]) == []


@given(CLAIMS, st.sets(st.integers(1, 7)))
@settings(max_examples=examples(200, full=20_000), deadline=None)
def test_a_version_rests_on_what_only_a_weight_joined_where_nobody_else_says_it(
    some: list[Claim], weighed: set[int]
) -> None:
    marked = [replace(claim, by_weight=claim.statement_id in weighed) for claim in some]
    plain, told = surviving(some), surviving(marked)
    assert [replace(one, statement_id=None) for one in told] == [replace(one, statement_id=None) for one in plain]
    for before, version in zip(plain, told, strict=True):
        others = {
            claim.statement_id
            for claim in marked
            if not claim.by_weight and claim.values == version.values
            and any(version.holds(day) for day in CALENDAR if claim in claims_on(day, marked))
        }  # fmt: skip
        if before.statement_id in weighed and others:
            assert version.statement_id in others
        else:
            assert version.statement_id == before.statement_id
