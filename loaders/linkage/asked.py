"""Records that ask for their persons, as one table: every reading of each, as written and with names in each other's field."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyarrow as pa

from registries.crosswalk.match_rows import COLUMNS
from registries.crosswalk.weighing.matching import Described
from registries.crosswalk.weighing.scorer import Record

Compared = tuple[int, bool, int | None, Record]  # number of the record, turned, whom it is linked to today, texts
_HEAD: Final = [("record", pa.int32()), ("turned", pa.bool_()), ("linked", pa.int64())]
ASKED: Final = pa.schema([*_HEAD, *((column, pa.string()) for column in COLUMNS)])


def compared(number: int, said: Described, linked: int | None = None) -> Iterator[Compared]:
    for row in said.rows():
        yield number, False, linked, row
    for row in said.turned():
        yield number, True, linked, row


def asked_table(rows: Iterable[Compared]) -> pa.Table:
    """Of the schema `ASKED`."""
    flat = [(number, turned, linked, *texts) for number, turned, linked, texts in rows]
    columns: Sequence[Sequence[object]] = list(zip(*flat, strict=True)) if flat else [() for _ in ASKED]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, ASKED, strict=True)]
    return pa.Table.from_arrays(arrays, schema=ASKED)
