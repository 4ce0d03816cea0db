"""Acts with their dates and their rule of entry into force; which records speak of which act.

Expands: acts that were there are ACTs without a rule, and rest as they did.

Revision: 0018; follows: 0014
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FIRST_DAY = "provenance.first_day(entry_rule, entry_days, entry_day, registered_on, published_on)"


def upgrade() -> None:
    op.execute("""
CREATE FUNCTION provenance.first_day(
    rule text, days smallint, day date, registered_on date, published_on date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE rule
    WHEN 'DAYS_AFTER_PUBLICATION' THEN published_on + days + 1
    WHEN 'ON_PUBLICATION' THEN published_on
    WHEN 'ON_REGISTRATION' THEN registered_on
    WHEN 'FIXED_DAY' THEN day END
""")
    op.execute(
        "COMMENT ON FUNCTION provenance.first_day(text, smallint, date, date, date) IS "
        "'the first day of an act, by its rule of entry into force; null while a date it needs is unknown'"
    )
    op.execute(f"""
ALTER TABLE provenance.act
    ADD COLUMN number text,
    ADD COLUMN address text,
    ADD COLUMN status text DEFAULT 'ACT' NOT NULL,
    ADD COLUMN entry_rule text DEFAULT 'UNKNOWN' NOT NULL,
    ADD COLUMN entry_days smallint,
    ADD COLUMN entry_day date,
    ADD COLUMN first_day date GENERATED ALWAYS AS ({FIRST_DAY}) STORED,
    ADD COLUMN state text GENERATED ALWAYS AS (CASE WHEN status <> 'ACT' THEN 'NOT_IN_FORCE'
        WHEN {FIRST_DAY} IS NULL THEN 'AWAITING_DATES' ELSE 'DATED' END) STORED,
    ADD CONSTRAINT uq_act_number UNIQUE (number),
    ADD CONSTRAINT ck_act_status_known
        CHECK (status IN ('ACT', 'ACT_VIA_NEWS', 'NEWS', 'DRAFT', 'PROPOSAL', 'WITHDRAWN')),
    ADD CONSTRAINT ck_act_entry_rule_known CHECK (entry_rule IN
        ('DAYS_AFTER_PUBLICATION', 'ON_PUBLICATION', 'ON_REGISTRATION', 'FIXED_DAY', 'UNKNOWN')),
    ADD CONSTRAINT ck_act_days_of_their_rule CHECK (
        CASE entry_rule WHEN 'DAYS_AFTER_PUBLICATION' THEN entry_days >= 0 ELSE entry_days IS NULL END IS TRUE),
    ADD CONSTRAINT ck_act_day_of_its_rule CHECK ((entry_rule = 'FIXED_DAY') = (entry_day IS NOT NULL))
""")
    for column, comment in COMMENTS.items():
        op.execute(f"COMMENT ON COLUMN provenance.act.{column} IS '{comment}'")
    op.execute("""
CREATE TABLE crosswalk.act_record (
    record_id bigint NOT NULL,
    act_id bigint NOT NULL,
    operation text,
    held text,
    other_id bigint,
    CONSTRAINT pk_act_record PRIMARY KEY (record_id),
    CONSTRAINT fk_act_record_record_id FOREIGN KEY (record_id) REFERENCES provenance.record (id),
    CONSTRAINT fk_act_record_act_id FOREIGN KEY (act_id) REFERENCES provenance.act (id),
    CONSTRAINT fk_act_record_other_id FOREIGN KEY (other_id) REFERENCES address.unit (id)
)
""")
    op.execute("CREATE INDEX ix_act_record_act_id ON crosswalk.act_record (act_id)")
    op.execute(
        "COMMENT ON TABLE crosswalk.act_record IS "
        "'records that speak of acts, and what became of each clause; derived from their statements'"
    )
    for column, comment in RECORD_COMMENTS.items():
        op.execute(f"COMMENT ON COLUMN crosswalk.act_record.{column} IS '{comment}'")
    for thing, (now, _) in AWAITING.items():
        op.execute(f"COMMENT ON {thing} IS '{now}'")


def downgrade() -> None:
    for thing, (_, before) in AWAITING.items():
        op.execute(f"COMMENT ON {thing} IS '{before}'")
    # What was awaited by name has no place in the older code, and is found again by applying the source anew.
    op.execute("DELETE FROM crosswalk.awaiting WHERE scheme = 'NAME'")
    op.execute("DROP TABLE crosswalk.act_record")
    op.execute("""
ALTER TABLE provenance.act
    DROP COLUMN state, DROP COLUMN first_day, DROP COLUMN entry_day, DROP COLUMN entry_days, DROP COLUMN entry_rule,
    DROP COLUMN status, DROP COLUMN address, DROP COLUMN number
""")
    op.execute("DROP FUNCTION provenance.first_day(text, smallint, date, date, date)")


COMMENTS = {
    "number": "number in the state''s database of acts, or the address it was read at",
    "address": "where the act, or the news of it, was read",
    "status": "ACT, ACT_VIA_NEWS, NEWS, DRAFT, …",
    "entry_rule": "rule of entry into force",
    "entry_days": "days that must have passed after the day of publication",
    "entry_day": "the day that the act itself names",
    "first_day": "first day in force, by rule and dates",
    "state": "DATED takes effect on its first day; AWAITING_DATES and NOT_IN_FORCE take none",
}
RECORD_COMMENTS = {
    "record_id": "which record",
    "act_id": "the act it speaks of",
    "operation": "what its clause does; null where the record is only a card of the act",
    "held": "why a clause of a dated act waits for a person or for what it names; null where it took effect",
    "other_id": "the unit that takes in the one abolished, or that the one moved comes under",
}
AWAITING = {
    "TABLE crosswalk.awaiting": (
        "records that refer to a code or a name; considered again when it arrives",
        "records that refer to a code not yet in its register; considered again when it arrives",
    ),
    "COLUMN crosswalk.awaiting.scheme": ("kind of code, or NAME", "kind of code"),
    "COLUMN crosswalk.awaiting.value": (
        "the code nobody bears yet, or the key of the name",
        "the code nobody bears yet",
    ),
}
