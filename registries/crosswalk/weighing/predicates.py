"""What two records may have in common: the closed list of predicates in which levels of comparison are declared.

A record is a tuple of texts, None where nothing is said; a predicate is of places in it. Each kind has its meaning
twice, side by side: as a Python function and as a DuckDB expression, for Splink. Where a text is missing none holds but
`missing` and `either`. The two meanings agree on ASCII texts (DuckDB compares bytes): canonical keys are such.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

Texts = Sequence[str | None]
Test = Callable[[Texts, Texts], bool]

_jaro_winkler = JaroWinkler.similarity
_edits = DamerauLevenshtein.distance


@dataclass(frozen=True, slots=True)
class Predicate:
    """`kind` of `KINDS`, of columns by name, with a bound where the kind has one."""

    kind: str
    columns: tuple[str, ...]
    bound: float | None = None

    def test(self, places: Sequence[int]) -> Test:
        return KINDS[self.kind].test(places, self.bound)

    def sql(self) -> str:
        """Over columns with the suffixes _l and _r."""
        return KINDS[self.kind].sql(self.columns, self.bound)

    def __str__(self) -> str:
        return " ".join([self.kind, *self.columns, *([] if self.bound is None else [format(self.bound, "g")])])


@dataclass(frozen=True, slots=True)
class Kind:
    """How many columns it takes, whether it has a bound, and its two meanings."""

    columns: int
    bounded: bool
    test: Callable[[Sequence[int], float | None], Test]
    sql: Callable[[Sequence[str], float | None], str]


def _missing(places: Sequence[int], _: float | None) -> Test:
    (place,) = places
    return lambda left, right: left[place] is None or right[place] is None


def _same(places: Sequence[int], _: float | None) -> Test:
    (place,) = places
    return lambda left, right: left[place] == right[place] and left[place] is not None


def _similar(places: Sequence[int], bound: float | None) -> Test:
    (place,) = places

    def test(left: Texts, right: Texts) -> bool:
        one, other = left[place], right[place]
        if one is None or other is None:
            return False
        # Jaro's transpositions depend on the order of the two in rare cases: it is fixed, as in the expression.
        one, other = (one, other) if one <= other else (other, one)
        return _jaro_winkler(one, other) >= bound  # type: ignore[operator]

    return test


def _edited(places: Sequence[int], bound: float | None) -> Test:
    (place,) = places
    most = int(bound or 0)

    def test(left: Texts, right: Texts) -> bool:
        one, other = left[place], right[place]
        if one is None or other is None or abs(len(one) - len(other)) > most:
            return False
        return one == other or _edits(one, other, score_cutoff=most) <= most

    return test


def _crossed(places: Sequence[int], _: float | None) -> Test:
    a, b = places

    def test(left: Texts, right: Texts) -> bool:
        return left[a] == right[b] and left[b] == right[a] and left[a] is not None and left[b] is not None

    return test


def _moved(places: Sequence[int], _: float | None) -> Test:
    a, b = places

    def test(left: Texts, right: Texts) -> bool:
        return (left[a] == right[b] and left[a] is not None) or (left[b] == right[a] and left[b] is not None)

    return test


def _begins(places: Sequence[int], _: float | None) -> Test:
    (place,) = places

    def test(left: Texts, right: Texts) -> bool:
        one, other = left[place], right[place]
        return one is not None and other is not None and (one.startswith(other) or other.startswith(one))

    return test


def _shorter(places: Sequence[int], bound: float | None) -> Test:
    (place,) = places
    most = int(bound or 0)

    def test(left: Texts, right: Texts) -> bool:
        one, other = left[place], right[place]
        return one is not None and other is not None and min(len(one), len(other)) <= most

    return test


def _heads(places: Sequence[int], _: float | None) -> Test:
    (place,) = places

    def test(left: Texts, right: Texts) -> bool:
        one, other = left[place], right[place]
        return bool(one and other and one[0] == other[0])

    return test


def _either(places: Sequence[int], _: float | None) -> Test:
    (place,) = places
    return lambda left, right: left[place] is not None or right[place] is not None


def _shares(places: Sequence[int], _: float | None) -> Test:
    (place,) = places

    def test(left: Texts, right: Texts) -> bool:
        one, other = left[place], right[place]
        if one is None or other is None:
            return False
        return one == other or not set(one.split(" ")).isdisjoint(other.split(" "))

    return test


def _within(places: Sequence[int], bound: float | None) -> Test:
    (place,) = places

    def test(left: Texts, right: Texts) -> bool:
        one, other = left[place], right[place]
        return one is not None and other is not None and abs(int(one) - int(other)) <= bound  # type: ignore[operator]

    return test


def _l_r(column: str) -> tuple[str, str]:
    return f'"{column}_l"', f'"{column}_r"'


def _sql(template: str) -> Callable[[Sequence[str], float | None], str]:
    """{a}, {b}: the first column on either side; {c}, {d}: the second; {bound}."""

    def expression(columns: Sequence[str], bound: float | None) -> str:
        a, b = _l_r(columns[0])
        c, d = _l_r(columns[-1])
        return template.format(a=a, b=b, c=c, d=d, bound=bound if bound is None else format(bound, "g"))

    return expression


def _edited_sql(columns: Sequence[str], bound: float | None) -> str:
    """Cheap looks first, as in the function. Of texts as long as each other one edit changes one place, or exchanges two."""
    a, b = _l_r(columns[0])
    most = int(bound or 0)
    near = f"damerau_levenshtein({a}, {b}) <= {most}"
    places = f"hamming({a}, {b})"
    alike = f"CASE WHEN {places} <= 1 THEN true WHEN {places} = 2 THEN {near} ELSE false END" if most == 1 else near
    return (
        f"CASE WHEN length({a}) = length({b}) THEN {alike} "
        f"WHEN abs(length({a}) - length({b})) <= {most} THEN {near} ELSE false END"
    )


# Words are parted only where there are several.
_SHARES: Final = (
    "CASE WHEN {a} = {b} THEN true WHEN contains({a}, ' ') OR contains({b}, ' ') "
    "THEN list_has_any(string_split({a}, ' '), string_split({b}, ' ')) ELSE false END"
)
# `least` and `greatest` pass over what is missing.
_BOTH: Final = "{a} IS NOT NULL AND {b} IS NOT NULL"
_SIMILAR: Final = f"({_BOTH} AND jaro_winkler_similarity(least({{a}}, {{b}}), greatest({{a}}, {{b}})) >= {{bound}})"

KINDS: Final = {
    "missing": Kind(1, False, _missing, _sql("({a} IS NULL OR {b} IS NULL)")),
    "same": Kind(1, False, _same, _sql("{a} = {b}")),
    "similar": Kind(1, True, _similar, _sql(_SIMILAR)),
    "edited": Kind(1, True, _edited, _edited_sql),
    "crossed": Kind(2, False, _crossed, _sql("({a} = {d} AND {c} = {b})")),
    "moved": Kind(2, False, _moved, _sql("(coalesce({a} = {d}, false) OR coalesce({c} = {b}, false))")),
    "begins": Kind(1, False, _begins, _sql("(starts_with({a}, {b}) OR starts_with({b}, {a}))")),
    "either": Kind(1, False, _either, _sql("({a} IS NOT NULL OR {b} IS NOT NULL)")),
    "heads": Kind(1, False, _heads, _sql("left({a}, 1) = left({b}, 1)")),
    "short": Kind(1, True, _shorter, _sql(f"({_BOTH} AND least(length({{a}}), length({{b}})) <= {{bound}})")),
    "shares": Kind(1, False, _shares, _sql(_SHARES)),
    "within": Kind(1, True, _within, _sql("abs(CAST({a} AS INTEGER) - CAST({b} AS INTEGER)) <= {bound}")),
}
