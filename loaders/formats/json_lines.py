"""JSON Lines: one object a line; a broken line costs itself alone."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from loaders.formats.layout import JsonLinesLayout, Limits
from loaders.formats.lines import LINE_TOO_LONG, Line, Lines, open_lines, records
from loaders.formats.rows import BrokenFile, BrokenRow, Reason, Row, RowStream

MALFORMED = Reason("MALFORMED_JSON", None, "the line is not JSON")
NO_OBJECT = Reason("NOT_AN_OBJECT", None, "the line is JSON, and no object")
NAME_TWICE = Reason("NAME_TWICE", None, "an object of the line has two values of one name")
TOO_DEEP = Reason("JSON_TOO_DEEP", None, "the line is nested deeper than any record is")


class _NameTwice(ValueError):
    pass


def open_json_lines(path: Path, layout: JsonLinesLayout, limits: Limits, resources: ExitStack) -> RowStream:
    lines, progress = open_lines(path, layout.encoding, limits, resources)
    _refuse_document(lines)
    return RowStream((), (_record(line, limits) for line in records(lines)), progress)


def _refuse_document(lines: Lines) -> None:
    """A file that does not begin with an object is one document or no JSON: its lines would all be broken."""
    first: list[Line] = []
    while (line := lines.next()) is not None:
        first.append(line)
        if line.text.strip():
            break
    if first and first[-1].text.strip() and not first[-1].text.lstrip().startswith("{"):
        raise BrokenFile(
            "NOT_JSON_LINES",
            "the file does not begin with a JSON object",
            next_step="ask for JSON Lines, one object a line; a single array or document is not read",
        )
    lines.give_back(first)


def _record(line: Line, limits: Limits) -> Row | BrokenRow:
    reason, words = (LINE_TOO_LONG, None) if not line.whole else _read(line.text, limits.record_depth)
    if words is None:
        return BrokenRow(line.number, line.text[: limits.raw_characters], reason or MALFORMED)
    return Row(line.number, words)


def _read(text: str, deepest: int) -> tuple[Reason | None, dict[str, object] | None]:
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        return TOO_DEEP, None
    except _NameTwice:
        return NAME_TWICE, None
    except ValueError:
        return MALFORMED, None
    if not isinstance(value, dict):
        return NO_OBJECT, None
    if text.count("{") + text.count("[") > deepest and _deeper(value, deepest):
        return TOO_DEEP, None
    return None, value


def _deeper(value: object, levels: int) -> bool:
    level: list[object] = [value]
    for _ in range(levels):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(value: object) -> Iterator[object]:
    """The objects and arrays directly inside one."""
    parts: Any = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (part for part in parts if isinstance(part, (dict, list)))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _NameTwice
    return made


def _no_constant(_: str) -> object:
    raise ValueError


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_no_constant)
