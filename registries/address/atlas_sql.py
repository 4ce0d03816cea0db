"""The statements of an atlas: places found by the keys of their names, each with all it lies in, on a day.

A place is looked at on the first of its days from the day asked for on: that day itself, but for what is coming.
"""

from registries.temporal.state import Point, may_stand

_DAY = "CAST(:day AS date)"
NAME_BEFORE_CLAUSE = "INFERRED:name_before_clause"
"""Basis of the name that a street bore before a clause which was read backwards. No other clause is read by such names."""
STANDING = f"e.valid_time @> {_DAY}"
STANDING_OR_COMING = may_stand("e", Point(_DAY))


def units_called(stands: str) -> str:
    """Units that ever bore a name of `:key`, as far as they stand, and all they lie in."""
    return _units("SELECT k.unit_id AS id FROM address.unit_key k WHERE k.key = :key", stands)


def units_numbered(stands: str) -> str:
    """The units `:ids`, and all they lie in."""
    return _units("SELECT unnest(CAST(:ids AS bigint[])) AS id", stands)


def geonyms_called(stands: str) -> str:
    """Geonyms in `:unit` or below it that ever bore a name of `:key`, with those they lie in."""
    return _geonyms(_KEYED, stands)


def geonyms_first_called() -> str:
    """Geonyms in `:unit` or below it that ever bore a name of `:key`, with those they lie in, as they were at first.

    Whether they stand on the day is not asked.
    """
    return _geonyms_at_first(_KEYED)


def geonyms_named_by_acts() -> str:
    """Geonyms in `:unit` or below it whose name since ever is told by an act, with those they lie in, as they were at first."""
    return _geonyms_at_first(_NAMED_BY_ACTS)


def geonyms_without_name() -> str:
    """Geonyms in `:unit` or below it that bear no name on the day, with those they lie in."""
    return _geonyms(_NAMELESS, STANDING)


def _units(sought: str, stands: str) -> str:
    return f"""
        WITH RECURSIVE sought AS ({sought}), chain AS (
            SELECT id FROM sought
            UNION SELECT p.parent_id FROM chain c CROSS JOIN {_life("unit", "c.id", stands)}
                    JOIN address.unit_parent p ON p.unit_id = c.id AND p.valid_time @> e.day)
        SELECT c.id, t.kind, p.parent_id AS parent, c.id IN (SELECT id FROM sought) AS sought, {_names("unit")}
          FROM chain c CROSS JOIN {_life("unit", "c.id", stands)}
          LEFT JOIN address.unit_type t ON t.unit_id = c.id AND t.valid_time @> e.day
          LEFT JOIN address.unit_parent p ON p.unit_id = c.id AND p.valid_time @> e.day
    """


def _geonyms(sought: str, stands: str) -> str:
    return f"""
        WITH RECURSIVE {_below(stands)}, sought AS ({sought}), chain AS (
            SELECT id FROM sought
            UNION SELECT g.parent_id FROM chain c CROSS JOIN {_life("geonym", "c.id", stands)}
                    JOIN address.geonym_place g ON g.geonym_id = c.id AND g.valid_time @> e.day
                   WHERE g.parent_id IS NOT NULL)
        SELECT c.id, t.kind, g.parent_id AS parent,
               c.id IN (SELECT id FROM sought) AND NOT EXISTS ({_TOLD_BACKWARDS}) AS sought, {_names("geonym")}
          FROM chain c CROSS JOIN {_life("geonym", "c.id", stands)}
          JOIN address.geonym_place g ON g.geonym_id = c.id AND g.valid_time @> e.day
               AND g.unit_id IN (SELECT id FROM below)
          LEFT JOIN address.geonym_type t ON t.geonym_id = c.id AND t.valid_time @> e.day
    """


def _geonyms_at_first(sought: str) -> str:
    return f"""
        WITH RECURSIVE {_below(STANDING)}, sought AS ({sought}), chain AS (
            SELECT id FROM sought
            UNION SELECT g.parent_id FROM chain c CROSS JOIN {_AT_FIRST} g WHERE g.parent_id IS NOT NULL)
        SELECT c.id, CAST(NULL AS text) AS kind, g.parent_id AS parent, c.id IN (SELECT id FROM sought) AS sought,
               (SELECT coalesce(array_agg(DISTINCT n.name), '{{}}') FROM address.geonym_name n
                 WHERE n.geonym_id = c.id AND lower_inf(n.valid_time)) AS names
          FROM chain c CROSS JOIN {_AT_FIRST} g WHERE g.unit_id IN (SELECT id FROM below)
    """


def _below(stands: str) -> str:
    return f"""below AS (
            SELECT CAST(:unit AS bigint) AS id
            UNION SELECT p.unit_id FROM below b JOIN address.unit_parent p ON p.parent_id = b.id
                    CROSS JOIN {_life("unit", "p.unit_id", stands)} WHERE p.valid_time @> e.day)"""


def _life(kind: str, identity: str, stands: str) -> str:
    return f"""LATERAL (
        SELECT greatest({_DAY}, lower(e.valid_time)) AS day FROM address.{kind}_existence e
         WHERE e.{kind}_id = {identity} AND {stands} ORDER BY e.valid_time LIMIT 1) e"""


def _names(kind: str) -> str:
    return f"""(SELECT coalesce(array_agg(DISTINCT n.name), '{{}}') FROM address.{kind}_name n
                 WHERE n.{kind}_id = c.id AND n.valid_time @> e.day) AS names"""


_KEYED = "SELECT k.geonym_id AS id FROM below b JOIN address.geonym_key k ON (k.unit_id, k.key) = (b.id, :key)"
_NAMED_BY_ACTS = """
    SELECT g.geonym_id AS id FROM below b JOIN address.geonym_place g ON g.unit_id = b.id
      JOIN address.geonym_name n ON n.geonym_id = g.geonym_id AND lower_inf(n.valid_time)
      JOIN provenance.statement s ON s.id = n.statement_id JOIN provenance.record r ON r.id = s.record_id
      JOIN provenance.source o ON o.id = r.source_id AND o.register = 'address.act'
"""
_TOLD_BACKWARDS = f"""
    SELECT FROM address.geonym_name n WHERE n.geonym_id = c.id AND n.valid_time @> e.day
       AND n.starts_basis = '{NAME_BEFORE_CLAUSE}'
"""
_AT_FIRST = """LATERAL (
    SELECT p.unit_id, p.parent_id FROM address.geonym_place p WHERE p.geonym_id = c.id ORDER BY p.valid_time LIMIT 1)"""
_NAMELESS = f"""
    SELECT g.geonym_id AS id FROM below b
      JOIN address.geonym_place g ON g.unit_id = b.id AND g.valid_time @> {_DAY}
     WHERE NOT EXISTS (SELECT FROM address.geonym_name n
                        WHERE n.geonym_id = g.geonym_id AND n.valid_time @> {_DAY})
"""
