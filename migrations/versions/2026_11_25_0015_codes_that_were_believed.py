"""Codes and numbers are looked up in the histories too: what bore one as believed at a moment.

Without these the temporal keys of the histories are read from end to end, by the moment alone. Expands.

Revision: 0015; follows: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INDEXES = {
    "address.ix_unit_code_history_kato": "address.unit_code_history (kato)",
    "address.ix_geonym_code_history_rko": "address.geonym_code_history (rko)",
    "address.ix_address_code_history_rka": "address.address_code_history (rka)",
    "legal_entity.ix_identifier_history_value": "legal_entity.identifier_history (value, scheme)",
    "real_estate.ix_cadastral_number_history_cadastral_number": "real_estate.cadastral_number_history (cadastral_number)",
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name.split('.')[1]} ON {columns}")


def downgrade() -> None:
    for name in INDEXES:
        op.execute(f"DROP INDEX {name}")
