"""Acts to be considered again because the names, places or codes of units and geonyms changed."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from registries.address.name_forms import uninflected
from registries.address.place_text import part_of
from registries.crosswalk.act_objects import NO_NAME
from registries.crosswalk.references import BY_NAME, waiting_for

# Whatever changes of streets may leave one alone without a name.
NAMELESS = {"unit": frozenset[str](), "geonym": frozenset({NO_NAME})}


def awakened_acts(connection: Connection, heard: Iterable[int] = ()) -> set[int]:
    """Records of acts that this transaction may have given another object than they had; `heard`: the records it settled.

    It ends: an act reads the day before it and changes no earlier day, nor any code. One that is read backwards changes
    earlier days, and is read by what papers and later acts tell.
    """
    if not connection.scalar(_ANY_ACT):
        return set()
    return set(connection.scalars(_BY_CODES)) | _awakened_clauses(connection, sorted(set(heard)))


def _awakened_clauses(connection: Connection, heard: list[int]) -> set[int]:
    """Clauses that name their objects in words.

    Those that wait for a name, or found a thing by one, which something that changed bears or ever bore; and those
    whose own object changed, or what it made another split off from. Things that are told of from an earlier day on
    count as changed, though all be as it was: an act of between the days is older than they no more. What is told of
    streets that were heard counts as a name of theirs too, though the register shows it on no day.
    """
    if not connection.scalar(_ANYBODY):
        return set()
    found: set[int] = set()
    for register, nameless in NAMELESS.items():
        bound = {"heard": heard}
        if not connection.scalar(text(f"SELECT EXISTS ({_CHANGED.format(register=register)})"), bound):
            continue
        names = set(connection.scalars(text(_NAMES.format(register=register)), bound))
        if register == "geonym":
            names |= set(connection.scalars(_TOLD_NAMES, bound))
        keys = {uninflected(part_of(name).name) for name in names} | nameless
        found |= set(waiting_for(connection, BY_NAME, keys))
        found |= set(connection.scalars(text(_OBJECTS.format(register=register)), bound))
    return found


_ANY_ACT = text("""
    SELECT EXISTS (SELECT FROM provenance.source s JOIN provenance.record r ON r.source_id = s.id
                    WHERE s.register = 'address.act')
""")
# Acts that name a unit by a code which it, or another that ever bore it, now bears on other days.
_BY_CODES = text("""
    SELECT m.record_id FROM feed.changed c
      JOIN address.unit_code_known k ON k.unit_id = c.entity_id JOIN address.unit_code_known o ON o.kato = k.kato
      JOIN crosswalk.membership m ON m.entity_id = o.unit_id AND m.register = 'address.unit'
      JOIN provenance.record r ON r.id = m.record_id
      JOIN provenance.source s ON s.id = r.source_id AND s.register = 'address.act'
     WHERE c.position = (SELECT max(position) FROM temporal.transaction) AND c.fact = 'address.unit_code'
       AND NOT EXISTS (SELECT FROM crosswalk.act_record a WHERE a.record_id = m.record_id)
    UNION
    SELECT w.record_id FROM feed.changed c
      JOIN address.unit_code_known k ON k.unit_id = c.entity_id
      JOIN crosswalk.awaiting w ON w.scheme = 'KATO' AND w.value = k.kato
     WHERE c.position = (SELECT max(position) FROM temporal.transaction) AND c.fact = 'address.unit_code'
""")
_ANYBODY = text(f"SELECT EXISTS (SELECT FROM crosswalk.awaiting WHERE scheme = '{BY_NAME}')")
_CHANGED = """
    SELECT DISTINCT c.entity_id FROM feed.changed c
     WHERE c.position = (SELECT max(position) FROM temporal.transaction) AND c.fact LIKE 'address.{register}\\_%'
    UNION SELECT m.entity_id FROM unnest(CAST(:heard AS bigint[])) AS h(id)
      JOIN crosswalk.membership m ON m.record_id = h.id AND m.register = 'address.{register}'
"""
_NAMES = f"""
    SELECT DISTINCT n.name FROM ({_CHANGED}) c
      JOIN address.{{register}}_name_known n ON n.{{register}}_id = c.entity_id
"""
# What an extract calls a street is read backwards also where an act by code tells another name, on all days.
_TOLD_NAMES = text("""
    SELECT DISTINCT f.fact -> 1 ->> 'name' FROM unnest(CAST(:heard AS bigint[])) AS h(id)
      JOIN crosswalk.membership m ON m.record_id = h.id AND m.register = 'address.geonym'
      JOIN provenance.statement s ON s.record_id = h.id JOIN provenance.reading g ON g.statement_id = s.id
     CROSS JOIN LATERAL jsonb_array_elements(g.reading -> 'f') AS f(fact)
     WHERE f.fact ->> 0 = 'address.geonym_name'
""")
_OBJECTS = f"""
    SELECT m.record_id FROM ({_CHANGED}) c
      JOIN crosswalk.membership m ON m.entity_id = c.entity_id AND m.register = 'address.{{register}}'
      JOIN crosswalk.act_record r ON r.record_id = m.record_id
    UNION
    SELECT r.record_id FROM ({_CHANGED}) c JOIN crosswalk.act_record r ON r.whole_id = c.entity_id
     WHERE '{{register}}' = 'unit'
"""
