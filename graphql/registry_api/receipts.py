"""What one operation answered of whom: the rows that go into the access log before the answer goes out."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from strawberry.types.nodes import SelectedField, Selection

from registries.access.log import Entry
from registry_api.moment import Moment
from registry_api.scalars import parse_date, parse_moment

# Parts of unions that say nothing of the person: what is selected of them is no answer about him.
PERSONLESS = frozenset({"Refusal", "LegalEntity"})


class Receipts:
    """Entries of one operation: one for each subject and each point in time asked for."""

    def __init__(self) -> None:
        self._fields: dict[tuple[int | None, Moment], set[str]] = {}

    def answered(self, subject: int | None, path: str, selected: Iterable[Selection], moment: Moment) -> None:
        """`subject` was answered at the field `path`, with everything that is selected under it."""
        under = [selection for field in selected for selection in field.selections]
        self._fields.setdefault((subject, moment), set())
        for name, when in _leaves(under, path, moment):
            self._fields.setdefault((subject, when), set()).add(name)
        if not self._fields[subject, moment] and not _has_leaves(under, path, moment):
            self._fields[subject, moment].add(path)

    def answered_fields(self, subject: int | None, fields: Iterable[tuple[str, Moment]]) -> None:
        """`subject` was answered these fields, each with the point in time it was asked for."""
        for name, moment in fields:
            self._fields.setdefault((subject, moment), set()).add(name)

    def nobody(self, path: str, moment: Moment) -> None:
        """A look-up at the field `path` found nobody, or nobody it could tell."""
        self._fields.setdefault((None, moment), set()).add(path)

    def entries(self) -> list[Entry]:
        return [
            Entry(subject, tuple(sorted(fields)), moment.as_of, moment.known_at)
            for (subject, moment), fields in self._fields.items()
            if fields
        ]


def _has_leaves(selections: Iterable[Selection], path: str, moment: Moment) -> bool:
    return next(_leaves(selections, path, moment), None) is not None


def _leaves(selections: Iterable[Selection], path: str, moment: Moment) -> Iterator[tuple[str, Moment]]:
    """The scalar fields selected, as dotted paths of schema names, each with the point in time it is asked for."""
    for selection in selections:
        if _left_out(selection.directives):
            continue
        if not isinstance(selection, SelectedField):
            if selection.type_condition not in PERSONLESS:
                yield from _leaves(selection.selections, path, moment)
        elif not selection.name.startswith("__"):
            below, when = f"{path}.{selection.name}", _overridden(selection.arguments, moment)
            if selection.selections:
                yield from _leaves(selection.selections, below, when)
            else:
                yield below, when


def _left_out(directives: Mapping[str, Mapping[str, Any]]) -> bool:
    return directives.get("skip", {}).get("if") is True or directives.get("include", {}).get("if") is False


def _overridden(arguments: Mapping[str, Any], moment: Moment) -> Moment:
    """Literals arrive as written, variables as read."""
    as_of, known_at = arguments.get("asOf"), arguments.get("knownAt")
    day: date | None = parse_date(as_of) if isinstance(as_of, str) else as_of
    then: datetime | None = parse_moment(known_at) if isinstance(known_at, str) else known_at
    return moment.override(day, then)
