"""How common the values of a column are: a rare surname that agrees says more than a common one."""

from collections import Counter
from collections.abc import Iterable

from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.scorer import Frequencies, Record


def columns_with_frequencies(model: Model) -> tuple[str, ...]:
    """In the order of their first use."""
    used = (level.frequency for comparison in model.comparisons for level in comparison.levels)
    return tuple(dict.fromkeys(column for column in used if column is not None))


def shares_of_values(model: Model, records: Iterable[Record]) -> Frequencies:
    """The share of each value among the records that say one, for every column whose frequency the model asks for."""
    counts = {column: Counter[str]() for column in columns_with_frequencies(model)}
    for record in records:
        for column, counted in counts.items():
            if (value := record[model.place[column]]) is not None:
                counted[value] += 1
    return {column: {v: n / counted.total() for v, n in counted.items()} for column, counted in counts.items()}
