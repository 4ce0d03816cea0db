"""Clauses to be considered again because the names or places of units and geonyms changed."""

from sqlalchemy import Connection, text

from registries.address.name_forms import folded
from registries.address.place_text import part_of
from registries.crosswalk.references import BY_NAME, waiting_for

_REGISTERS = ("unit", "geonym")


def awakened_clauses(connection: Connection) -> set[int]:
    """Records of acts that this transaction may have given another object than they had.

    Those that wait for a name, or found a thing by one, which something that changed bears or ever bore; and those
    whose own object changed. It ends: a clause reads the day before its act and changes no earlier day.
    """
    if not connection.scalar(_ANYBODY):
        return set()
    found: set[int] = set()
    for register in _REGISTERS:
        names = set(connection.scalars(text(_NAMES.format(register=register))))
        keys = {folded(part_of(name).name) for name in names}
        found |= set(waiting_for(connection, BY_NAME, keys))
        found |= set(connection.scalars(text(_OBJECTS.format(register=register))))
    return found


_ANYBODY = text(f"SELECT EXISTS (SELECT FROM crosswalk.awaiting WHERE scheme = '{BY_NAME}')")
_CHANGED = """
    SELECT DISTINCT c.entity_id FROM feed.changed c
     WHERE c.position = (SELECT max(position) FROM temporal.transaction) AND c.fact LIKE 'address.{register}\\_%'
"""
_NAMES = f"""
    SELECT DISTINCT n.name FROM ({_CHANGED}) c
      JOIN address.{{register}}_name_known n ON n.{{register}}_id = c.entity_id
"""
_OBJECTS = f"""
    SELECT m.record_id FROM ({_CHANGED}) c
      JOIN crosswalk.membership m ON m.entity_id = c.entity_id AND m.register = 'address.{{register}}'
      JOIN crosswalk.act_record r ON r.record_id = m.record_id
"""
