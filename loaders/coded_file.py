"""Analysts' files with a column of codes, said as of another day: a row with several targets comes out once for each."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from loaders.analyst_table import AnalystTable, added_to
from registries.analysis.recoding.outcome import Recoded, unmapped

ADDED = pa.schema(
    [(name, pa.string()) for name in ("outcome", "target_kato", "target_name_ru", "target_name_kk", "reason")]
)
Said = tuple[str | None, ...]


def recode_file(
    table: AnalystTable, recode: Callable[[str | None], Recoded], out: Path | None
) -> Counter[tuple[str, str]]:
    """Recode every row, into `out` where it is given; returns how many rows had each outcome and reason.

    Raises AnalystTableError where the file has a column of a name that is to be added.
    """
    counts: Counter[tuple[str, str]] = Counter()
    with added_to(table, ADDED, out) as add:
        for batch, readable in table.batches():
            found = [
                recode(word) if whole else unmapped("UNREADABLE_ROW")
                for word, whole in zip(table.words(batch), readable, strict=True)
            ]
            counts.update((one.outcome, one.reason or "") for one in found)
            rows = [(place, row) for place, one in enumerate(found) for row in _rows(one)]
            add(batch, [place for place, _ in rows], [row for _, row in rows])
    return counts


def _rows(one: Recoded) -> list[Said]:
    """What is added to a row, once for each target."""
    if not one.targets:
        return [(str(one.outcome), None, None, None, one.told())]
    return [(str(one.outcome), to.kato, to.name_ru, to.name_kk, one.told()) for to in one.targets]
