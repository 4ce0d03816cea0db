"""Links of two files and clusters of one, against brute force."""

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.weighing.links import Weighed, clustered, one_to_one
from tests.prove import examples

weighed = st.lists(
    st.tuples(st.integers(0, 20).map(float), st.tuples(st.integers(0, 6), st.integers(0, 6))),
    max_size=14,
    unique_by=lambda scored: scored[1],
)


def test_the_heaviest_pair_is_taken_first_and_nobody_twice() -> None:
    scored = [(9.0, (0, 0)), (8.0, (0, 1)), (7.0, (1, 0)), (1.0, (1, 1))]
    assert list(one_to_one(scored)) == [(9.0, (0, 0)), (1.0, (1, 1))]


@given(weighed)
@settings(max_examples=examples(200))
def test_whoever_is_left_out_has_a_heavier_rival(scored: list[Weighed]) -> None:
    linked = list(one_to_one(scored))
    assert len({pair[0] for _, pair in linked}) == len({pair[1] for _, pair in linked}) == len(linked)
    for weight, pair in scored:
        if (weight, pair) not in linked:
            assert any(other >= weight and (p[0] == pair[0] or p[1] == pair[1]) for other, p in linked)


@given(weighed, st.integers(0, 20))
@settings(max_examples=examples(200))
def test_pairs_of_clusters_above_a_threshold_are_those_that_links_above_it_join(
    scored: list[Weighed], threshold: int
) -> None:
    scored = [(weight, (min(pair), max(pair))) for weight, pair in scored if pair[0] != pair[1]]
    reached = {place: {place} for place in range(7)}
    for _ in range(7):
        for weight, (one, other) in scored:
            if weight >= threshold:
                reached[one] = reached[other] = reached[one] | reached[other]
                for place in reached[one]:
                    reached[place] = reached[one]
    expected = {(a, b) for a in reached for b in reached[a] if a < b}
    pairs = [pair for weight, pair in clustered(scored) if weight >= threshold]
    assert sorted(pairs) == sorted(expected)
