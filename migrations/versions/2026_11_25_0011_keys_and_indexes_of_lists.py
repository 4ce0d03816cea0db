"""Keys by which lists are ordered and read, and the indexes that walk the registers downwards.

A generated column rewrites its table: while this migration runs, nobody reads or writes names of persons, units and
geonyms, nor buildings; ten million names take about four minutes. Histories get what the main table generates, and
keep it as a plain column: the expression is dropped, the values stay.

Revision: 0011; follows: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UPGRADE = (
    "CREATE SCHEMA alphabet",
    "COMMENT ON SCHEMA alphabet IS 'the order of lists: keys by the Kazakh alphabet and by the value of numbers'",
    r"""
CREATE FUNCTION alphabet.kazakh_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    key text := lower(left(name, 100) COLLATE pg_c_utf8);
BEGIN
    -- Most names are letters of these two alphabets and nothing else.
    IF key !~ '^[abcdefghijklmnopqrstuvwxyzаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя]*$' THEN
        key := lower(left(normalize(name, NFC), 100) COLLATE pg_c_utf8);
        key := regexp_replace(key, '[^[:alnum:][:space:]/\u2010-\u2015-]+', '', 'g');
        key := btrim(regexp_replace(key, '[[:space:]/\u2010-\u2015-]+', '!', 'g'), '!');
        IF key ~ '[0-9]' THEN
            SELECT string_agg(CASE WHEN number IS NULL THEN run ELSE repeat(':', length(number) - 1) || number END, ''
                              ORDER BY place)
              INTO key
              FROM (SELECT run[1] AS run, place,
                           CASE WHEN run[1] ~ '[0-9]' THEN coalesce(nullif(ltrim(run[1], '0'), ''), '0') END AS number
                      FROM regexp_matches(key, '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS runs(run, place)) AS part;
        END IF;
    END IF;
    RETURN translate(key, 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcdefghijklmnopqrstuvwxyzáàâãäåāăąçćčďđéèêëēěęğģǵıíìîïīłľñńňóòôõöøōőřşśšșťțţúùûüūůűýÿźžż', 'UVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~;<=>?@ABCDEFGHIJKLMNOPQRST;;;;;;;;;===>>???????AAACCCCCCFFHHHIIIIIIIILMMMMNNNOOOOOOOSSTTT');
END
$function$
    """,
    r"""
COMMENT ON FUNCTION alphabet.kazakh_key(text) IS
    'the first hundred characters of a name so that the order of bytes is the Kazakh one: digits by value, Latin '
    'letters, Kazakh letters, all others by code point; capitals do not count, blanks, hyphens and slashes part words '
    'and stand lowest, what is neither is left out'
    """,
    r"""
CREATE FUNCTION alphabet.number_key(number text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    key text := translate(lower(left(number, 100) COLLATE pg_c_utf8), 'abcehikmoptxy.,\', 'авсенікмортху///');
BEGIN
    IF key ~ '[[:space:]]' THEN
        key := regexp_replace(key, '(?<=[0-9])[[:space:]]+(?=[0-9])', '/', 'g');
        key := regexp_replace(key, '[[:space:]]+', '', 'g');
    END IF;
    RETURN alphabet.kazakh_key(key);
END
$function$
    """,
    r"""
COMMENT ON FUNCTION alphabet.number_key(text) IS
    'the number of a house so that 2 stands before 10, and 12, 12/1, 12/10, 12А, 12Б in this order; a Latin letter '
    'counts as the Cyrillic one that looks the same, a blank only between two figures'
    """,
    r"""
ALTER TABLE individual.name
    ADD COLUMN sort_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(surname) || ' ' || coalesce(alphabet.kazakh_key(given_name), '') || ' ' || coalesce(alphabet.kazakh_key(patronymic), '')) STORED,
    ADD COLUMN surname_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(surname)) STORED
    """,
    r"""
ALTER TABLE individual.name_history
    ADD COLUMN sort_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(surname) || ' ' || coalesce(alphabet.kazakh_key(given_name), '') || ' ' || coalesce(alphabet.kazakh_key(patronymic), '')) STORED,
    ADD COLUMN surname_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(surname)) STORED
    """,
    r"""
ALTER TABLE individual.name_history ALTER COLUMN sort_key DROP EXPRESSION, ALTER COLUMN surname_key DROP EXPRESSION
    """,
    "COMMENT ON COLUMN individual.name.sort_key IS 'place of the whole name in Kazakh order'",
    "COMMENT ON COLUMN individual.name.surname_key IS 'the surname, however it is capitalised and punctuated'",
    "COMMENT ON COLUMN individual.name_history.sort_key IS 'place of the whole name in Kazakh order'",
    r"""
COMMENT ON COLUMN individual.name_history.surname_key IS 'the surname, however it is capitalised and punctuated'
    """,
    r"""
CREATE OR REPLACE VIEW individual.name_known AS SELECT * FROM individual.name UNION ALL SELECT * FROM individual.name_history
    """,
    r"""
ALTER TABLE address.unit_name
    ADD COLUMN sort_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(name)) STORED
    """,
    r"""
ALTER TABLE address.unit_name_history
    ADD COLUMN sort_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(name)) STORED
    """,
    "ALTER TABLE address.unit_name_history ALTER COLUMN sort_key DROP EXPRESSION",
    "COMMENT ON COLUMN address.unit_name.sort_key IS 'place of the name in Kazakh order'",
    "COMMENT ON COLUMN address.unit_name_history.sort_key IS 'place of the name in Kazakh order'",
    r"""
CREATE OR REPLACE VIEW address.unit_name_known AS SELECT * FROM address.unit_name UNION ALL SELECT * FROM address.unit_name_history
    """,
    r"""
ALTER TABLE address.geonym_name
    ADD COLUMN sort_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(name)) STORED
    """,
    r"""
ALTER TABLE address.geonym_name_history
    ADD COLUMN sort_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.kazakh_key(name)) STORED
    """,
    "ALTER TABLE address.geonym_name_history ALTER COLUMN sort_key DROP EXPRESSION",
    "COMMENT ON COLUMN address.geonym_name.sort_key IS 'place of the name in Kazakh order'",
    "COMMENT ON COLUMN address.geonym_name_history.sort_key IS 'place of the name in Kazakh order'",
    r"""
CREATE OR REPLACE VIEW address.geonym_name_known AS SELECT * FROM address.geonym_name UNION ALL SELECT * FROM address.geonym_name_history
    """,
    r"""
ALTER TABLE address.building
    ADD COLUMN number_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.number_key(number)) STORED
    """,
    r"""
ALTER TABLE address.building_history
    ADD COLUMN number_key TEXT COLLATE "C" GENERATED ALWAYS AS (alphabet.number_key(number)) STORED
    """,
    "ALTER TABLE address.building_history ALTER COLUMN number_key DROP EXPRESSION",
    "COMMENT ON COLUMN address.building.number_key IS 'place of the number among its neighbours'",
    "COMMENT ON COLUMN address.building_history.number_key IS 'place of the number among its neighbours'",
    r"""
CREATE OR REPLACE VIEW address.building_known AS SELECT * FROM address.building UNION ALL SELECT * FROM address.building_history
    """,
    r"""
CREATE INDEX ix_building_history_geonym_id_number_key_address_id ON address.building_history (geonym_id, number_key, address_id)
    """,
    r"""
CREATE INDEX ix_building_history_parent_id ON address.building_history (parent_id) WHERE parent_id IS NOT NULL
    """,
    "CREATE INDEX ix_building_history_unit_id ON address.building_history (unit_id) WHERE unit_id IS NOT NULL",
    "CREATE INDEX ix_geonym_name_history_sort_key_geonym_id ON address.geonym_name_history (sort_key, geonym_id)",
    r"""
CREATE INDEX ix_geonym_place_history_parent_id ON address.geonym_place_history (parent_id) WHERE parent_id IS NOT NULL
    """,
    "CREATE INDEX ix_geonym_place_history_unit_id ON address.geonym_place_history (unit_id)",
    "CREATE INDEX ix_premises_history_building_id ON address.premises_history (building_id)",
    "CREATE INDEX ix_unit_name_history_sort_key_unit_id ON address.unit_name_history (sort_key, unit_id)",
    "CREATE INDEX ix_unit_parent_history_parent_id ON address.unit_parent_history (parent_id)",
    r"""
CREATE INDEX ix_birth_history_birth_date_individual_id ON individual.birth_history (birth_date, individual_id)
    """,
    r"""
CREATE INDEX ix_name_history_surname_key_individual_id ON individual.name_history (surname_key, individual_id)
    """,
    "CREATE INDEX ix_residence_history_address_id ON individual.residence_history (address_id)",
    r"""
CREATE INDEX ix_building_geonym_id_number_key_address_id ON address.building (geonym_id, number_key, address_id)
    """,
    "CREATE INDEX ix_building_parent_id ON address.building (parent_id) WHERE parent_id IS NOT NULL",
    "CREATE INDEX ix_building_unit_id ON address.building (unit_id) WHERE unit_id IS NOT NULL",
    "CREATE INDEX ix_geonym_name_sort_key_geonym_id ON address.geonym_name (sort_key, geonym_id)",
    "CREATE INDEX ix_geonym_place_parent_id ON address.geonym_place (parent_id) WHERE parent_id IS NOT NULL",
    "CREATE INDEX ix_geonym_place_unit_id ON address.geonym_place (unit_id)",
    "CREATE INDEX ix_premises_building_id ON address.premises (building_id)",
    "CREATE INDEX ix_unit_name_sort_key_unit_id ON address.unit_name (sort_key, unit_id)",
    "CREATE INDEX ix_unit_parent_parent_id ON address.unit_parent (parent_id)",
    "CREATE INDEX ix_birth_birth_date_individual_id ON individual.birth (birth_date, individual_id)",
    "CREATE INDEX ix_name_surname_key_individual_id ON individual.name (surname_key, individual_id)",
    "CREATE INDEX ix_residence_address_id ON individual.residence (address_id)",
)
DOWNGRADE = (
    "DROP INDEX address.ix_building_history_parent_id",
    "DROP INDEX address.ix_building_history_unit_id",
    "DROP INDEX address.ix_geonym_place_history_parent_id",
    "DROP INDEX address.ix_geonym_place_history_unit_id",
    "DROP INDEX address.ix_premises_history_building_id",
    "DROP INDEX address.ix_unit_parent_history_parent_id",
    "DROP INDEX individual.ix_birth_history_birth_date_individual_id",
    "DROP INDEX individual.ix_residence_history_address_id",
    "DROP INDEX address.ix_building_parent_id",
    "DROP INDEX address.ix_building_unit_id",
    "DROP INDEX address.ix_geonym_place_parent_id",
    "DROP INDEX address.ix_geonym_place_unit_id",
    "DROP INDEX address.ix_premises_building_id",
    "DROP INDEX address.ix_unit_parent_parent_id",
    "DROP INDEX individual.ix_birth_birth_date_individual_id",
    "DROP INDEX individual.ix_residence_address_id",
    "DROP VIEW individual.name_known",
    "ALTER TABLE individual.name DROP COLUMN sort_key, DROP COLUMN surname_key",
    "ALTER TABLE individual.name_history DROP COLUMN sort_key, DROP COLUMN surname_key",
    r"""
CREATE VIEW individual.name_known AS SELECT * FROM individual.name UNION ALL SELECT * FROM individual.name_history
    """,
    "COMMENT ON VIEW individual.name_known IS 'all beliefs, current and superseded'",
    "DROP VIEW address.unit_name_known",
    "ALTER TABLE address.unit_name DROP COLUMN sort_key",
    "ALTER TABLE address.unit_name_history DROP COLUMN sort_key",
    r"""
CREATE VIEW address.unit_name_known AS SELECT * FROM address.unit_name UNION ALL SELECT * FROM address.unit_name_history
    """,
    "COMMENT ON VIEW address.unit_name_known IS 'all beliefs, current and superseded'",
    "DROP VIEW address.geonym_name_known",
    "ALTER TABLE address.geonym_name DROP COLUMN sort_key",
    "ALTER TABLE address.geonym_name_history DROP COLUMN sort_key",
    r"""
CREATE VIEW address.geonym_name_known AS SELECT * FROM address.geonym_name UNION ALL SELECT * FROM address.geonym_name_history
    """,
    "COMMENT ON VIEW address.geonym_name_known IS 'all beliefs, current and superseded'",
    "DROP VIEW address.building_known",
    "ALTER TABLE address.building DROP COLUMN number_key",
    "ALTER TABLE address.building_history DROP COLUMN number_key",
    r"""
CREATE VIEW address.building_known AS SELECT * FROM address.building UNION ALL SELECT * FROM address.building_history
    """,
    "COMMENT ON VIEW address.building_known IS 'all beliefs, current and superseded'",
    "DROP FUNCTION alphabet.number_key(text)",
    "DROP FUNCTION alphabet.kazakh_key(text)",
    "DROP SCHEMA alphabet",
)


def upgrade() -> None:
    _run(UPGRADE)


def downgrade() -> None:
    _run(DOWNGRADE)


def _run(statements: tuple[str, ...]) -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
