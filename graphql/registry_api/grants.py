"""What a database role has to be granted, from the declarations of the schema's fields; nothing beyond.

`registries db grant ROLE --consumer KIND` gives it what the documents of that kind ask for (`registry_api.granting`);
`python -m registry_api.grants ROLE` prints what all fields take. Besides the fields there are the asker and the log:
every statement reads who asks, and those about persons write their receipts.

An earlier belief is read from the view of main and history. The view reads as who asks, so that policies on the rows
bind through it, and PostgreSQL then wants his right on every column that the view holds: of a fact that is asked for as
believed then, whole rows are granted; of one that is not, the columns that its fields read.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphql import GraphQLSchema
from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import dialect

from registries.access.consumers import ASKER_READ
from registries.access.log import WRITTEN
from registries.access.tables import access_log
from registries.base import metadata
from registries.temporal.read import Call, Read
from registry_api.declaration import declared
from registry_api.schema import SCHEMA

Source = Read | Call


@dataclass(frozen=True, slots=True)
class Grant:
    """A right on columns of a table or view (none: on the whole), or (EXECUTE) on a function by its signature."""

    right: str
    on: str
    columns: tuple[str, ...] = ()

    def statement(self, role: str) -> str:
        """SQL; `role` is quoted already."""
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        kind = {"EXECUTE": "FUNCTION ", "USAGE": "SCHEMA "}.get(self.right, "")
        return f"GRANT {self.right}{columns} ON {kind}{self.on} TO {role}"


def grants(schema: GraphQLSchema = SCHEMA, *, believed: bool = True) -> Sequence[Grant]:
    """For every field; where not `believed`, without `knownAt`."""
    sources = [source for one in declared(schema) for source in one.sources]
    return rights([] if believed else sources, sources if believed else [])


def rights(sources: Iterable[Source], believed: Iterable[Source] = ()) -> Sequence[Grant]:
    """Schemas, tables and views, functions, the log; `believed` are sources asked for as believed then too."""
    then = list(believed)
    now = (source for source in sources if isinstance(source, Read) or not source.believed)
    found = [*now, *ASKER_READ, *then]
    reads = [source for source in found if isinstance(source, Read)]
    views = {read.table for read in reads} | {
        one.known for one in then if isinstance(one, Read) and one.known is not None
    }
    whole = {name for view in views if _is_view(view) for name in _below(view)}
    calls = {source.signature: source for source in found if isinstance(source, Call)}
    schemas = {str(read.table.schema) for read in reads} | {call.schema for call in calls.values()}
    return [
        *(Grant("USAGE", name) for name in sorted(schemas | {str(access_log.schema)})),
        *_selects(reads, whole),
        *(Grant("EXECUTE", signature) for signature in sorted(calls)),
        Grant("INSERT", access_log.fullname, WRITTEN),
    ]


def _is_view(table: Table) -> bool:
    return table.fullname not in metadata.tables


def _below(view: Table) -> Sequence[str]:
    """A view of all beliefs, and the two tables it is of."""
    main = view.fullname.removesuffix("_known")
    return view.fullname, main, f"{main}_history"


def _selects(reads: Iterable[Read], whole: set[str]) -> list[Grant]:
    """What several fields read of one table is one grant."""
    columns: dict[str, set[str]] = {name: set() for name in whole}
    for read in reads:
        columns.setdefault(read.table.fullname, set()).update(read.columns)
    return [
        Grant("SELECT", name, () if name in whole else tuple(sorted(found))) for name, found in sorted(columns.items())
    ]


def quoted(role: str) -> str:
    return str(dialect().identifier_preparer.quote(role))


def statements(role: str, given: Sequence[Grant] | None = None) -> list[str]:
    """The GRANTs to `role`, a name not yet quoted: those of all fields unless others are `given`."""
    return [grant.statement(quoted(role)) for grant in (grants() if given is None else given)]


def main(words: Sequence[str]) -> int:
    if len(words) != 1:
        sys.stderr.write("usage: python -m registry_api.grants ROLE\n")
        return 2
    sys.stdout.writelines(f"{statement};\n" for statement in statements(words[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
