"""What the records of the next batch say, read by a second connection while PostgreSQL writes this batch.

Only of the source that is being loaded: its statements stay as they are while its lock is held (`delivery.alone`).
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, text

from registries.crosswalk.statements import RecordSaid, load_said
from registries.database import transaction


class ReadingAhead:
    """A context manager that ends its thread; asked for one batch at a time."""

    def __init__(self, engine: Engine, delivery_id: int, batch: int) -> None:
        self._engine, self._delivery_id, self._batch = engine, delivery_id, batch
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading-ahead")
        self._coming: Future[Mapping[int, RecordSaid]] | None = None

    def read(self, records: Iterable[int]) -> dict[int, RecordSaid]:
        """What was read of `records`; some or all may be missing."""
        coming, self._coming = self._coming, None
        if coming is None:
            return {}
        found = coming.result()
        return {record: found[record] for record in records if record in found}

    def begin(self, turn: int, last: int) -> None:
        """Read what comes behind the record `last` of this turn."""
        self._coming = self._thread.submit(self._behind, turn, last)

    def _behind(self, turn: int, last: int) -> Mapping[int, RecordSaid]:
        scope = {"delivery": self._delivery_id, "turn": turn, "last": last, "batch": self._batch}
        with transaction(self._engine) as connection:
            return load_said(connection, connection.scalars(_BEHIND, scope))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)


# A batch may hold records that others' changes awakened: what these say may change under it.
_BEHIND = text("""
    SELECT u.record_id
      FROM (SELECT record_id FROM provenance.due WHERE delivery_id = :delivery AND turn = :turn AND record_id > :last
             ORDER BY record_id LIMIT :batch) u
      JOIN provenance.record r ON r.id = u.record_id
      JOIN provenance.delivery d ON d.id = :delivery AND d.source_id = r.source_id
      JOIN provenance.source s ON s.id = r.source_id AND s.register = 'individual'
""")
