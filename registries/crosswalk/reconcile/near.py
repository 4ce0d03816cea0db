"""Who shares keys with the records of a set, fetched for all of them at once."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from registries.crosswalk.match_search import search
from registries.crosswalk.match_tables import KEY_COLUMNS, match_row
from registries.crosswalk.weighing.matching import Near
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.narrowing import Probe
from registries.crosswalk.weighing.scorer import Record
from registries.temporal.read import Call, Read

READ: Final = (Read(match_row, ("individual_id", "texts", *KEY_COLUMNS)), Call("crosswalk.born(text[])"))


class Nearby:
    """What was found by keys so far. A key that was looked at and never fetched is `missing`, to be fetched with others'."""

    def __init__(self, connection: Connection, model: Model) -> None:
        self._connection = connection
        self._model = model
        self._by_key: dict[Probe, list[tuple[int, Record]]] = {}
        self._hot: set[Probe] = set()
        self.missing: set[Probe] = set()

    def fetch(self, keys: Iterable[Probe] = ()) -> None:
        """Look for `keys` and for all that is missing, in one statement."""
        wanted = {key for key in (*keys, *self.missing) if key not in self._by_key}
        found = search(self._connection, self._model, wanted)
        self._by_key |= {key: found.by_key.get(key, []) for key in wanted}
        self._hot |= found.hot
        self.missing.clear()

    def look(self, keys: Sequence[Probe], never: frozenset[int] = frozenset()) -> Near:
        """Whoever shares one of `keys`, but for those who are `never` the person."""
        self.missing.update(key for key in keys if key not in self._by_key)
        found = dict.fromkeys(near for key in keys for near in self._by_key.get(key, ()) if near[0] not in never)
        return found, [self._model.keys[key[0]].name for key in keys if key in self._hot]
