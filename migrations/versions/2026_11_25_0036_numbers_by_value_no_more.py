"""The trees that numbers were looked up by before. Contracts: to be applied when no release that compares rows is running.

Revision: 0036; follows: 0035
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

INDEXES = {
    "crosswalk.ix_individual_identifier_value": "crosswalk.individual_identifier (value, scheme)",
    "crosswalk.ix_individual_identifier_history_value": "crosswalk.individual_identifier_history (value, scheme)",
    "legal_entity.ix_identifier_value": "legal_entity.identifier (value, scheme)",
    "legal_entity.ix_identifier_history_value": "legal_entity.identifier_history (value, scheme)",
}


def upgrade() -> None:
    for name in INDEXES:
        op.execute(f"DROP INDEX {name}")


def downgrade() -> None:
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name.split('.')[1]} ON {columns}")
