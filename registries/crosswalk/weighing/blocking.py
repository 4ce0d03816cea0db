"""Blocking keys: which records are worth comparing. A key is 64 bits of a hash, so one index serves every name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from registries.crosswalk.weighing.model import BlockingKey, Model
from registries.crosswalk.weighing.scorer import Record

Key = tuple[int, int]  # place of the key in the model, hash

_PARTED = "\x1f"


class Blocking:
    """The keys of a model at work on its records."""

    def __init__(self, model: Model) -> None:
        self.names = tuple(key.name for key in model.keys)
        self._stored = [_places(model, key.of) for key in model.keys]
        self._probed = [
            (
                None if key.only_without is None else model.place[key.only_without],
                [_places(model, of) for of in _readings(key)],
            )
            for key in model.keys
        ]

    def stored(self, record: Record) -> tuple[int | None, ...]:
        """One hash for each key of the model, None where a column of it is missing."""
        return tuple([_hash(record, places) for places in self._stored])

    def keys(self, record: Record) -> tuple[Key, ...]:
        """The keys that `stored` gives, each with its place."""
        return tuple((number, hashed) for number, hashed in enumerate(self.stored(record)) if hashed is not None)

    def probes(self, record: Record) -> list[Key]:
        """What to look for in order to find `record`: of every key each reading, without repetition."""
        found: dict[Key, None] = {}
        for number, (better, readings) in enumerate(self._probed):
            for places in readings if better is None or record[better] is None else ():
                if (hashed := _hash(record, places)) is not None:
                    found[number, hashed] = None
        return list(found)


class RememberedProbes(Blocking):
    """The same for a set of records, each of which is looked for several times."""

    def __init__(self, blocking: Blocking) -> None:
        self.__dict__.update(blocking.__dict__)
        self._blocking = blocking
        self._known: dict[Record, list[Key]] = {}

    def probes(self, record: Record) -> list[Key]:
        found = self._known.get(record)
        if found is None:
            found = self._known[record] = self._blocking.probes(record)
        return found


class Index:
    """Records in memory by their keys: what the table of match rows is on the database.

    A key that more than `most` records share is hot: it finds nobody, and whoever asks is told so.
    """

    def __init__(self, blocking: Blocking, records: Iterable[Record], most: int) -> None:
        self._blocking = blocking
        self._most = most
        self._found: dict[Key, list[int]] = defaultdict(list)
        for place, record in enumerate(records):
            for number, hashed in enumerate(blocking.stored(record)):
                if hashed is not None:
                    self._found[number, hashed].append(place)

    def candidates(self, record: Record) -> tuple[list[int], list[str]]:
        """Places of records that share a key with `record`, and the names of hot keys that were passed over."""
        return self.found(self._blocking.probes(record))

    def found(self, keys: Iterable[Key]) -> tuple[list[int], list[str]]:
        found: dict[int, None] = {}
        hot: list[str] = []
        for key in keys:
            places = self._found.get(key, ())
            if len(places) > self._most:
                hot.append(self._blocking.names[key[0]])
            else:
                found.update(dict.fromkeys(places))
        return list(found), hot


def _readings(key: BlockingKey) -> tuple[tuple[str, ...], ...]:
    return (key.of, *key.probes)


def _places(model: Model, columns: Iterable[str]) -> tuple[int, ...]:
    return tuple(model.place[column] for column in columns)


def _hash(record: Record, places: Sequence[int]) -> int | None:
    texts = [record[place] for place in places]
    if None in texts:
        return None
    digest = blake2b(_PARTED.join(texts).encode(), digest_size=8).digest()  # type: ignore[arg-type]
    return int.from_bytes(digest, "big", signed=True)
