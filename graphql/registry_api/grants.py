"""What the API's database role has to be granted, from the declarations of the schema's fields; nothing beyond.

`python -m registry_api.grants ROLE` prints the statements. Besides the fields there are the asker and the log: every
statement reads who asks, and those about persons write their receipts.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphql import GraphQLSchema
from sqlalchemy.dialects.postgresql import dialect

from registries.access.consumers import ASKER_READ
from registries.access.log import WRITTEN
from registries.access.tables import access_log
from registries.temporal.read import Call, Read
from registry_api.declaration import declared
from registry_api.schema import SCHEMA


@dataclass(frozen=True, slots=True)
class Grant:
    """A right on columns of a table or view, or (EXECUTE) on a function by its signature."""

    right: str
    on: str
    columns: tuple[str, ...] = ()

    def statement(self, role: str) -> str:
        """SQL; `role` is quoted already."""
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        kind = {"EXECUTE": "FUNCTION ", "USAGE": "SCHEMA "}.get(self.right, "")
        return f"GRANT {self.right}{columns} ON {kind}{self.on} TO {role}"


def grants(schema: GraphQLSchema = SCHEMA) -> Sequence[Grant]:
    """Schemas, tables and views, functions, the log."""
    sources = [*(source for one in declared(schema) for source in one.sources), *ASKER_READ]
    reads = [source for source in sources if isinstance(source, Read)]
    calls = {source.signature: source for source in sources if isinstance(source, Call)}
    schemas = {str(read.table.schema) for read in reads} | {call.schema for call in calls.values()}
    return [
        *(Grant("USAGE", name) for name in sorted(schemas | {str(access_log.schema)})),
        *_selects(reads),
        *(Grant("EXECUTE", signature) for signature in sorted(calls)),
        Grant("INSERT", access_log.fullname, WRITTEN),
    ]


def _selects(reads: Iterable[Read]) -> list[Grant]:
    """What several fields read of one table is one grant; an earlier belief is read from the view, with its time."""
    columns: dict[str, set[str]] = {}
    for read in reads:
        columns.setdefault(read.table.fullname, set()).update(read.columns)
        if read.known is not None:
            columns.setdefault(read.known.fullname, set()).update(read.columns, ("transaction_time",))
    return [Grant("SELECT", name, tuple(sorted(found))) for name, found in sorted(columns.items())]


def statements(role: str) -> list[str]:
    """The GRANTs to `role`, a name not yet quoted."""
    quoted = dialect().identifier_preparer.quote(role)
    return [grant.statement(quoted) for grant in grants()]


def main(words: Sequence[str]) -> int:
    if len(words) != 1:
        sys.stderr.write("usage: python -m registry_api.grants ROLE\n")
        return 2
    sys.stdout.writelines(f"{statement};\n" for statement in statements(words[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
