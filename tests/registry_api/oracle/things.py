"""What a field of the contract is asked of: an identity or a row, at a point in time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NoReturn

from graphql import GraphQLError

from tests.registry_api.oracle.books import Books, Row


@dataclass(frozen=True)
class At:
    """The day in the world; the moment of belief, None for now."""

    day: date
    known: datetime | None = None


@dataclass(frozen=True)
class Thing:
    """One object of an answer. `settled` rows are told as they are; `path` are the fields that led here."""

    type: str
    at: At
    path: str = ""
    id: int = 0
    table: str = ""
    row: Row = field(default_factory=dict)
    settled: bool = False

    def about(self, type_name: str, step: str, **changed: Any) -> "Thing":
        """Another thing, reached from this one by the field `step`."""
        path = f"{self.path}.{step}" if self.path else step
        clean: dict[str, Any] = {"table": "", "row": {}, "settled": False}
        return replace(self, type=type_name, path=path, **{**clean, **changed})


class Opaque(str):
    """An id or a cursor, of which the product alone knows the spelling; `what` is what it names."""

    what: object

    def __new__(cls, what: object) -> "Opaque":
        made = super().__new__(cls, repr(what))
        made.what = what
        return made


@dataclass
class Asked:
    """One operation: the books it is answered from, and whom it answered about what.

    `opaque` says what the ids and cursors name that the product has given out.
    """

    books: Books
    today: date
    now: datetime
    opaque: Mapping[str, object] = field(default_factory=dict)
    receipts: dict[tuple[int | None, At], set[str]] = field(default_factory=dict)

    def log(self, subject: int | None, leaf: str, at: At) -> None:
        self.receipts.setdefault((subject, at), set()).add(leaf)


def refuse(code: str, message: str = "") -> NoReturn:
    raise GraphQLError(message or code, extensions={"code": code})
