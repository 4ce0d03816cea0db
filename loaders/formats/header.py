"""The header of a table: the columns its source needs must stand there, each once."""

from collections.abc import Sequence

from loaders.formats.rows import BrokenFile

Required = Sequence[str | tuple[str, ...]]


def alternatives(required: Required) -> list[tuple[str, ...]]:
    """The names under which each needed column may stand."""
    return [(name,) if isinstance(name, str) else name for name in required]


def no_header(why: str) -> BrokenFile:
    return BrokenFile(
        "NO_HEADER", f"the file does not begin with a header: {why}", next_step="put the names of the columns on line 1"
    )


def check_columns(columns: Sequence[str], required: Required) -> None:
    wanted = alternatives(required)
    missing = [names for names in wanted if not any(name in columns for name in names)]
    if wanted and len(missing) == len(wanted):
        raise no_header("none of the expected columns is named there")
    if missing:
        named = ", ".join(" or ".join(f"«{name}»" for name in names) for names in missing)
        raise BrokenFile(
            "MISSING_COLUMN",
            f"the file has no column {named}",
            next_step="ask the department for the missing columns, or correct the source",
        )
    twice = [name for names in wanted for name in names if columns.count(name) > 1]
    if twice:
        raise BrokenFile(
            "DUPLICATE_COLUMN",
            f"the file has the column «{twice[0]}» more than once",
            next_step="ask the department which of the columns is meant",
        )
