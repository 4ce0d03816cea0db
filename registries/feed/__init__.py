"""Changes in commit order, for those who keep a copy: what changed, never what it says."""

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Table, Text, select, text

from registries.base import metadata

changed = Table(
    "changed",
    metadata,
    Column(
        "position",
        BigInteger,
        ForeignKey("temporal.transaction.position"),
        primary_key=True,
        comment="place of the transaction in commit order",
    ),
    Column("fact", Text, primary_key=True, comment="the table whose versions changed, schema.table"),
    Column("entity_id", BigInteger, primary_key=True, comment="the identity whose versions changed"),
    schema="feed",
    comment="which identities changed in which transaction; the content is read from the registers",
)


def announce(connection: Connection, fact: str, entities: set[int]) -> None:
    """Note in this transaction that versions of `fact` changed for `entities`."""
    if entities:
        connection.execute(
            text(
                "INSERT INTO feed.changed SELECT t.position, :fact, e.id FROM unnest(CAST(:ids AS bigint[])) e(id), "
                "(SELECT max(position) AS position FROM temporal.transaction) t ON CONFLICT DO NOTHING"
            ),
            {"fact": fact, "ids": sorted(entities)},
        )


def changes(connection: Connection, after: int, limit: int) -> list[tuple[int, str, int]]:
    """Up to `limit` changes behind position `after`: (position, fact, entity), in commit order."""
    statement = (
        select(changed.c.position, changed.c.fact, changed.c.entity_id)
        .where(changed.c.position > after)
        .order_by(changed.c.position, changed.c.fact, changed.c.entity_id)
        .limit(limit)
    )
    return [(row.position, row.fact, row.entity_id) for row in connection.execute(statement)]
