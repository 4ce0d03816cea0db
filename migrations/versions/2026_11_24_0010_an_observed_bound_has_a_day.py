"""An observed bound has a day of its own.

What is unknown passes a check: a fact without a first day could say after which day it began, and an open one until
when it was seen to hold.

Revision: 0010; follows: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STARTS = "starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))"
ENDS = "ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))"

# Every table of dated facts has both rules under its own name; the catalogue knows them all.
RESTATE = """
DO $do$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
                WHERE contype = 'c' AND conname LIKE $rule$%{ending}$rule$ ORDER BY conrelid::regclass::text
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I CHECK (%s)',
                       one.place, one.conname, one.conname, $rule${rule}$rule$);
    END LOOP;
END
$do$
"""


def upgrade() -> None:
    _restate(f"{STARTS} IS TRUE", f"{ENDS} IS TRUE")


def downgrade() -> None:
    _restate(STARTS, ENDS)


def _restate(starts: str, ends: str) -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for ending, rule in (("\\_starts\\_after\\_is\\_before", starts), ("\\_ends\\_after\\_is\\_inside", ends)):
            cursor.execute(RESTATE.format(ending=ending, rule=rule))
