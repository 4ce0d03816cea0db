"""The views of all beliefs read as who asks, so that policies on the rows of their tables bind through them.

Expand only for the owner, as whom servers of before connect: he may read what he could. A role that was granted views
alone needs the tables below them too (`registries db grant`).

Revision: 0030; follows: 0036
"""

from alembic import op

revision = "0030"
down_revision = "0036"
branch_labels = None
depends_on = None

_VIEWS = """
DO $$
DECLARE of_beliefs regclass;
BEGIN
    FOR of_beliefs IN
        SELECT v.oid FROM pg_class v JOIN pg_namespace n ON n.oid = v.relnamespace
         WHERE v.relkind = 'v' AND v.relname LIKE '%\\_known'
           AND n.nspname IN ('address', 'crosswalk', 'individual', 'legal_entity', 'real_estate')
    LOOP
        EXECUTE format('ALTER VIEW %s {0}', of_beliefs);
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.execute(_VIEWS.format("SET (security_invoker = true)"))


def downgrade() -> None:
    op.execute(_VIEWS.format("RESET (security_invoker)"))
