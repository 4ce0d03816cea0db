"""One number for what all registers say: equal for two databases that believe the same by the same statements.

Every business column counts, history and judgements included. Surrogate numbers are replaced by natural keys and
transaction times are left out, so that an interrupted load and an undisturbed one can be held side by side.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, Table, text

from registries.declared import metadata

# Written differently by a run that was interrupted and one that was not: moments, and work still to be done.
LEFT_OUT = {
    "temporal.transaction", "feed.changed", "provenance.due", "access.access_log", "access.consumer", "access.clerk",
    # Follows from the rest; which states it went through depends on how the load was cut into transactions.
    "address.geonym_prefix", "address.geonym_prefix_history", "address.unit_prefix", "address.unit_prefix_history",
    "address.prefix_due", "address.unit_key", "address.geonym_key",
    # As of the last count, whenever that was.
    "crosswalk.value_share",
    # What is still to be asked, found when somebody looked.
    "crosswalk.review_entry",
}  # fmt: skip
MOMENTS = {"transaction_time", "received_at", "judged_at", "decided_at"}

# A thing is known by the first of the sources' records that speak of it.
IDENTITY_KEYS = """
CREATE TEMPORARY TABLE natural_key ON COMMIT DROP AS
SELECT m.register, m.entity_id, min(s.name || '/' || r.key) AS key
  FROM (SELECT register, entity_id, record_id FROM crosswalk.membership_known GROUP BY 1, 2, 3) m
  JOIN provenance.record r ON r.id = m.record_id JOIN provenance.source s ON s.id = r.source_id GROUP BY 1, 2
"""
REGISTER_OF = {
    "individual.individual": "individual",
    "legal_entity.legal_entity": "legal_entity",
    "real_estate.plot_identity": "real_estate.plot",
    "address.unit": "address.unit",
    "address.geonym": "address.geonym",
    "address.address": "address.address",
}
_RECORD = "(SELECT o.name || '/' || r.key FROM provenance.record r JOIN provenance.source o ON o.id = r.source_id {})"
NATURAL = {
    "provenance.source": "(SELECT o.name FROM provenance.source o WHERE o.id = t.{c})",
    "provenance.record": _RECORD.format("WHERE r.id = t.{c}"),
    "provenance.delivery": "(SELECT o.name || '/' || d.digest FROM provenance.delivery d "
    "JOIN provenance.source o ON o.id = d.source_id WHERE d.id = t.{c})",
    "provenance.layout": "(SELECT l.columns::text FROM provenance.layout l WHERE l.id = t.{c})",
    "provenance.statement": "(SELECT x.digest::text || '/' || r.key FROM provenance.statement x "
    "JOIN provenance.record r ON r.id = x.record_id WHERE x.id = t.{c})",
    "provenance.act": "(SELECT a.title FROM provenance.act a WHERE a.id = t.{c})",
}


def checksum(connection: Connection) -> str:
    """SHA-256 over the registers' tables, as a hexadecimal string; reads everything, writes nothing."""
    total = hashlib.sha256()
    for name, count, digest in table_checksums(connection):
        total.update(f"{name}\t{count}\t{digest}\n".encode())
    return total.hexdigest()


def table_checksums(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """Name, number of rows and order-free digest of each table."""
    connection.exec_driver_sql(IDENTITY_KEYS)
    connection.exec_driver_sql("CREATE INDEX ON natural_key (register, entity_id)")
    connection.exec_driver_sql("ANALYZE natural_key")
    for table in sorted(metadata.tables.values(), key=lambda t: f"{t.schema}.{t.name}"):
        name = f"{table.schema}.{table.name}"
        if name in LEFT_OUT or name in REGISTER_OF:
            continue
        row = connection.execute(text(_digest(table))).one()
        yield name, row.rows, row.digest or ""


def _digest(table: Table) -> str:
    """Sums of two halves of each row's MD5: the order of rows does not matter, their number of times does."""
    columns = ", ".join(_natural(table, c.name) for c in table.columns if not _surrogate(table, c.name))
    return (
        "SELECT count(*) AS rows, sum(('x' || substr(h, 1, 15))::bit(60)::bigint)::text || '/' || "
        "sum(('x' || substr(h, 16, 15))::bit(60)::bigint)::text AS digest "
        f"FROM (SELECT md5(ROW({columns})::text) AS h FROM {table.schema}.{table.name} t) x"
    )


def _surrogate(table: Table, column: str) -> bool:
    return column in MOMENTS or (column == "id" and table.c.id.identity is not None)


def _natural(table: Table, column: str) -> str:
    target = _target(table, column)
    if target in REGISTER_OF:
        return _identity(f"'{REGISTER_OF[target]}'", column)
    if target in NATURAL:
        return NATURAL[target].format(c=column)
    if column == "entity_id":
        return _identity("t.register", column)
    return f"t.{column}"


def _identity(register: str, column: str) -> str:
    return f"(SELECT k.key FROM natural_key k WHERE k.register = {register} AND k.entity_id = t.{column})"


def _target(table: Table, column: str) -> str:
    """The table a column refers to; a history has no foreign keys, so its main table is asked."""
    main = metadata.tables.get(f"{table.schema}.{table.name.removesuffix('_history')}", table)
    keys = main.c[column].foreign_keys if column in main.c else set()
    return next((key.target_fullname.rpartition(".")[0] for key in keys), "")
