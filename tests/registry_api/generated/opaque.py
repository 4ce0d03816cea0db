"""Ids and cursors, of which only the product knows the spelling: each names one thing, and is always spelled the same."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.registry_api.oracle.answering import Told
from tests.registry_api.oracle.things import Opaque


@dataclass
class Opaques:
    """What the product has given out so far, by its spelling and by what it names."""

    named: dict[str, object] = field(default_factory=dict)
    spelled: dict[object, str] = field(default_factory=dict)
    pools: dict[str, Sequence[object]] = field(default_factory=dict)

    def compared(self, told: Told, expected: Told) -> list[str]:
        """What the product told differently from what was expected of it."""
        found, data = [], self._spelled(told.data, expected.data)
        if _compact(told.data) != _compact(data):
            found.append(f"data {_compact(told.data)}\n  oracle: {_compact(data)}")
        if told.errors != expected.errors:
            found.append(f"errors {sorted(told.errors, key=str)}\n  oracle: {sorted(expected.errors, key=str)}")
        if told.receipts != expected.receipts:
            more, less = told.receipts - expected.receipts, expected.receipts - told.receipts
            found.append(f"receipts too many {sorted(more, key=str)}\n  too few {sorted(less, key=str)}")
        return found

    def pool(self) -> None:
        """Let operations ask with what has been given out up to now."""
        ids = [one for one, what in self.named.items() if isinstance(what, tuple)]
        cursors = [one for one in self.named if one not in ids]
        self.pools = {"id": ids, "after": cursors, "before": cursors}

    def _spelled(self, told: object, expected: object) -> object:
        """`expected` in the product's spelling, as far as that is consistent."""
        if isinstance(expected, Opaque):
            return self._learned(told, expected)
        if isinstance(expected, dict):
            of = told if isinstance(told, dict) else {}
            return {key: self._spelled(of.get(key), value) for key, value in expected.items()}
        if isinstance(expected, list):
            items = told if isinstance(told, list) and len(told) == len(expected) else [None] * len(expected)
            return [self._spelled(one, value) for one, value in zip(items, expected, strict=True)]
        return expected

    def _learned(self, told: object, expected: Opaque) -> str:
        if isinstance(told, str) and told not in self.named and expected.what not in self.spelled:
            self.named[told], self.spelled[expected.what] = expected.what, told
        return self.spelled.get(expected.what, expected)


def _compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
