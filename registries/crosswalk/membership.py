"""Which identity each record speaks of, kept with its transaction time."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, text


@dataclass(frozen=True, slots=True)
class Member:
    """A record's identity; `founding` when the record made it."""

    register: str
    entity_id: int
    founding: bool


def members_of(connection: Connection, records: Iterable[int]) -> dict[int, Member]:
    rows = connection.execute(_OF_RECORDS, {"ids": sorted(set(records))})
    return {row.record_id: Member(row.register, row.entity_id, row.founding) for row in rows}


def records_of(connection: Connection, register: str, entities: Iterable[int]) -> dict[int, Member]:
    """All records that speak of `entities`."""
    rows = connection.execute(_OF_ENTITIES, {"register": register, "ids": sorted(set(entities))})
    return {row.record_id: Member(register, row.entity_id, row.founding) for row in rows}


def enrol(connection: Connection, before: Mapping[int, Member], after: Mapping[int, Member]) -> None:
    """Write the differences between two states of membership."""
    gone = sorted(before.keys() - after.keys())
    changed = [
        {"record_id": record_id, "register": m.register, "entity_id": m.entity_id, "founding": m.founding}
        for record_id, m in sorted(after.items())
        if before.get(record_id) != m
    ]
    if gone:
        connection.execute(
            text("DELETE FROM crosswalk.membership WHERE record_id = ANY(CAST(:ids AS bigint[]))"), {"ids": gone}
        )
    if changed:
        connection.execute(_ENROL, {"rows": json.dumps(changed)})


def new_identities(connection: Connection, identity: Table, count: int) -> list[int]:
    """`count` new permanent identities, under the register's lock: the numbers after the highest that anybody was given.

    What a batch that failed had taken is taken again, so that the highest number is also how many there are.
    """
    if count == 0:
        return []
    name = f"{identity.schema}.{identity.name}"
    sequence = f"pg_get_serial_sequence('{name}', 'id')"
    connection.execute(text(f"SELECT setval({sequence}, coalesce(max(id), 0) + 1, false) FROM {name}"))
    statement = text(
        f"INSERT INTO {name} (id) OVERRIDING SYSTEM VALUE "
        f"SELECT nextval({sequence}) FROM generate_series(1, :count) RETURNING id"
    )
    return sorted(connection.scalars(statement, {"count": count}))


_MEMBER = "m.record_id, m.register, m.entity_id, m.founding"
_OF_RECORDS = text(
    f"SELECT {_MEMBER} FROM unnest(CAST(:ids AS bigint[])) AS e(id) JOIN crosswalk.membership m ON m.record_id = e.id"
)
_OF_ENTITIES = text(
    f"SELECT {_MEMBER} FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
    "JOIN crosswalk.membership m ON m.entity_id = e.id AND m.register = :register"
)
_ENROL = text("""
    INSERT INTO crosswalk.membership (record_id, register, entity_id, founding)
    SELECT * FROM json_to_recordset(CAST(:rows AS json))
      AS r(record_id bigint, register text, entity_id bigint, founding boolean)
    ON CONFLICT (record_id) DO UPDATE
       SET register = excluded.register, entity_id = excluded.entity_id, founding = excluded.founding
""")
