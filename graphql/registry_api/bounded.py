"""A bounded store that is read without a lock: what is asked for again outlives what is not (second chance).

Reading marks an entry and moves nothing, so the threads that answer never wait for each other here. Only keeping a new
entry takes a lock: the oldest one goes, unless it was asked for since it was last passed over.
"""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class _Entry(Generic[V]):
    __slots__ = ("asked", "value")

    def __init__(self, value: V) -> None:
        self.value = value
        self.asked = False


class Bounded(Generic[K, V]):
    """At most `most` entries."""

    __slots__ = ("_entries", "_lock", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._entries: OrderedDict[K, _Entry[V]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        entry.asked = True
        return entry.value

    def keep(self, key: K, value: V) -> None:
        with self._lock:
            self._entries[key] = _Entry(value)
            while len(self._entries) > self.most:
                oldest, entry = self._entries.popitem(last=False)
                if entry.asked or oldest == key:
                    entry.asked = False
                    self._entries[oldest] = entry

    def __len__(self) -> int:
        return len(self._entries)
