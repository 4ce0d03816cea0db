"""The number of a building among others is read by columns: who calls the function needs no right on the others.

Neither expands nor contracts: it takes and answers the same as before.

Revision: 0014; follows: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = (
    "s.address_id, s.unit_id, s.geonym_id, s.parent_id, s.number, s.pointer, "
    "s.valid_time, s.starts_after, s.ends_after"
)


def upgrade() -> None:
    _replace(COLUMNS)


def downgrade() -> None:
    _replace("s.*")


def _replace(columns: str) -> None:
    op.execute(f"""
CREATE OR REPLACE FUNCTION address.building_chain(bigint, date) RETURNS TABLE (number text, turning date, pointer text, geonym_id bigint, unit_id bigint) LANGUAGE sql STABLE STRICT ROWS 1 AS $function$
WITH RECURSIVE house AS (
    SELECT 0 AS step, ARRAY[o.address_id] AS seen, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM LATERAL (SELECT {columns}, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building s WHERE s.address_id = $1 AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) ORDER BY s.valid_time LIMIT 1) o
    UNION ALL
    SELECT h.step + 1, h.seen || o.address_id, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM house h JOIN LATERAL (SELECT {columns}, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building s WHERE s.address_id = h.parent_id AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) ORDER BY s.valid_time LIMIT 1) o ON true
     WHERE h.parent_id <> ALL (h.seen)
),
numbers AS (
    SELECT step, btrim(number, '/ ') AS whole FROM house WHERE step = (SELECT max(step) FROM house)
    UNION ALL
    SELECT h.step, CASE WHEN n.whole = '' OR starts_with(btrim(h.number, '/ '), n.whole || '/')
                        THEN btrim(h.number, '/ ') ELSE n.whole || '/' || btrim(h.number, '/ ') END
      FROM numbers n JOIN house h ON h.step = n.step - 1
)
SELECT (SELECT whole FROM numbers WHERE step = 0), min(turning),
       coalesce((array_agg(pointer ORDER BY step) FILTER (WHERE pointer <> 'CORPUS'))[1], (array_agg(pointer ORDER BY step) FILTER (WHERE pointer IS NOT NULL))[1]), (array_agg(geonym_id ORDER BY step) FILTER (WHERE geonym_id IS NOT NULL))[1], (array_agg(unit_id ORDER BY step) FILTER (WHERE unit_id IS NOT NULL))[1]
  FROM house HAVING count(*) > 0
$function$
""")
    op.execute(f"""
CREATE OR REPLACE FUNCTION address.building_chain(bigint, date, timestamptz) RETURNS TABLE (number text, turning date, pointer text, geonym_id bigint, unit_id bigint) LANGUAGE sql STABLE STRICT ROWS 1 AS $function$
WITH RECURSIVE house AS (
    SELECT 0 AS step, ARRAY[o.address_id] AS seen, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM LATERAL (SELECT {columns}, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building_known s WHERE s.address_id = $1 AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) AND s.transaction_time @> $3 ORDER BY s.valid_time LIMIT 1) o
    UNION ALL
    SELECT h.step + 1, h.seen || o.address_id, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM house h JOIN LATERAL (SELECT {columns}, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building_known s WHERE s.address_id = h.parent_id AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) AND s.transaction_time @> $3 ORDER BY s.valid_time LIMIT 1) o ON true
     WHERE h.parent_id <> ALL (h.seen)
),
numbers AS (
    SELECT step, btrim(number, '/ ') AS whole FROM house WHERE step = (SELECT max(step) FROM house)
    UNION ALL
    SELECT h.step, CASE WHEN n.whole = '' OR starts_with(btrim(h.number, '/ '), n.whole || '/')
                        THEN btrim(h.number, '/ ') ELSE n.whole || '/' || btrim(h.number, '/ ') END
      FROM numbers n JOIN house h ON h.step = n.step - 1
)
SELECT (SELECT whole FROM numbers WHERE step = 0), min(turning),
       coalesce((array_agg(pointer ORDER BY step) FILTER (WHERE pointer <> 'CORPUS'))[1], (array_agg(pointer ORDER BY step) FILTER (WHERE pointer IS NOT NULL))[1]), (array_agg(geonym_id ORDER BY step) FILTER (WHERE geonym_id IS NOT NULL))[1], (array_agg(unit_id ORDER BY step) FILTER (WHERE unit_id IS NOT NULL))[1]
  FROM house HAVING count(*) > 0
$function$
""")
