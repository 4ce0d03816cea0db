"""Numbers are looked up by a B-tree of a collation of its own; names, documents, residences and numbers of one person too.

The planner took a walk through all of the temporal key for a look-up of a number. Expands.

Revision: 0035; follows: 0026
"""

from alembic import op

revision = "0035"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEXES = {
    "crosswalk.ix_individual_identifier_number": 'crosswalk.individual_identifier (value COLLATE "C", scheme)',
    "crosswalk.ix_individual_identifier_history_number": 'crosswalk.individual_identifier_history (value COLLATE "C", scheme)',
    "legal_entity.ix_identifier_number": 'legal_entity.identifier (value COLLATE "C", scheme)',
    "legal_entity.ix_identifier_history_number": 'legal_entity.identifier_history (value COLLATE "C", scheme)',
    "crosswalk.ix_individual_identifier_individual_id": "crosswalk.individual_identifier (individual_id)",
    "individual.ix_name_individual_id": "individual.name (individual_id)",
    "individual.ix_document_individual_id": "individual.document (individual_id)",
    "individual.ix_residence_individual_id_valid_time": "individual.residence (individual_id, valid_time)",
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.execute(f"CREATE INDEX {name.split('.')[1]} ON {columns}")


def downgrade() -> None:
    for name in INDEXES:
        op.execute(f"DROP INDEX {name}")
