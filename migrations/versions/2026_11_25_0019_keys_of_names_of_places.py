"""Places are found by keys of their names.

The keys of all names that are believed now are composed here; from then on triggers keep them.

Revision: 0019; follows: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATEMENTS = (
    r"""
CREATE FUNCTION address.name_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    key text := lower(normalize(replace(left(name, 100), '№', ' '), NFKC) COLLATE pg_c_utf8) COLLATE "C";
    before text;
    shorter text;
BEGIN
    key := regexp_replace(key, '[­̀-ͯ​-‏⁠﻿]', '', 'g');
    key := regexp_replace(key, '[’‘ʼʹ′´`ˈ″ʺ]', '''', 'g');
    key := regexp_replace(key, '[^0-9a-z?''Ѐ-ԯáàâãäåāăąçćčďđéèêëēěęğģǵıíìîïīłľñńňóòôõöøōőřşśšșťțţúùûüūůűýÿźžżəɵ]+', ' ', 'g');
    IF key ~ '[a-z]' AND key ~ '[Ѐ-ԯ]' THEN
        SELECT string_agg(CASE WHEN w.word ~ '[Ѐ-ԯ]'
                               THEN translate(w.word, 'abcehikmoptxyəɵ', 'авсенікмортхуәө') ELSE w.word END, ' ' ORDER BY w.place)
          INTO key FROM string_to_table(key, ' ') WITH ORDINALITY AS w(word, place);
    END IF;
    key := translate(key, 'áàâãäåāăąďđéèêëēěęğģǵıíìîïīłľñńňóòôõöøōőřťțţúùûüūůűýÿźżəɵўґєјѕїќћѓњаәбвгғдеёэзийыікқлмнңоөпрстуұүфхһьъ', 'aaaaaaaaaddeeeeeeegggiiiiiillnnnoooooooortttuuuuuuuuyzzaouoganukhgnaabvggdeeeziiiikklmnnooprstuuufhh');
    key := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(key, 'ç', 'ch'), 'ć', 'ch'), 'č', 'ch'), 'ş', 'sh'), 'ś', 'sh'), 'š', 'sh'), 'ș', 'sh'), 'ž', 'zh'), 'ж', 'zh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'щ', 'sh'), 'ю', 'iu'), 'я', 'ia');
    key := regexp_replace(key, '[Ѐ-ԯ]', '', 'g');
    IF translate(key, '''', '') <> key THEN key := regexp_replace(key, 's''(?!y[aeou])', 'sh', 'g'); END IF;
    IF translate(key, '''', '') <> key THEN key := regexp_replace(key, 'c''(?!h)', 'ch', 'g'); END IF;
    key := replace(replace(replace(replace(replace(replace(replace(replace(key, 'y''', 'u'), '''', ''), 'shch', 'sh'), 'tsch', 'sh'), 'sch', 'sh'), 'tch', 'ch'), 'dzh', 'zh'), 'dj', 'zh');
    IF translate(key, 'c', '') <> key THEN key := regexp_replace(key, 'c(?=[eiy])', 'ts', 'g'); END IF;
    key := replace(replace(replace(replace(replace(replace(replace(replace(key, 'kh', 'h'), 'gh', 'g'), 'ng', 'n'), 'ph', 'f'), 'ck', 'k'), 'tz', 'ts'), 'ye', 'e'), 'yo', 'e');
    IF translate(key, 'c', '') <> key THEN key := regexp_replace(key, 'c(?!h)', 'k', 'g'); END IF;
    IF translate(key, 'j', '') <> key THEN key := regexp_replace(key, '([a-z])j(?![aeiouy])', '\1i', 'g'); END IF;
    key := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(key, 'j', 'zh'), 'q', 'k'), 'x', 'ks'), 'w', 'v'), 'y', 'i'), 'aa', 'a'), 'bb', 'b'), 'dd', 'd'), 'ee', 'e'), 'ff', 'f'), 'gg', 'g'), 'hh', 'h'), 'ii', 'i'), 'kk', 'k'), 'll', 'l'), 'mm', 'm'), 'nn', 'n'), 'oo', 'o'), 'pp', 'p'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'uu', 'u'), 'vv', 'v'), 'zz', 'z'), 'shsh', 'sh'), 'zhzh', 'zh'), 'chch', 'ch'), 'tsts', 'ts');
    key := ' ' || btrim(key) || ' ';
    FOR round IN 1..16 LOOP
        before := key;
        IF translate(key, '''', '') <> key THEN key := regexp_replace(key, 's''(?!y[aeou])', 'sh', 'g'); END IF;
        IF translate(key, '''', '') <> key THEN key := regexp_replace(key, 'c''(?!h)', 'ch', 'g'); END IF;
        key := replace(replace(replace(replace(replace(replace(replace(replace(key, 'y''', 'u'), '''', ''), 'shch', 'sh'), 'tsch', 'sh'), 'sch', 'sh'), 'tch', 'ch'), 'dzh', 'zh'), 'dj', 'zh');
        IF translate(key, 'c', '') <> key THEN key := regexp_replace(key, 'c(?=[eiy])', 'ts', 'g'); END IF;
        key := replace(replace(replace(replace(replace(replace(replace(replace(key, 'kh', 'h'), 'gh', 'g'), 'ng', 'n'), 'ph', 'f'), 'ck', 'k'), 'tz', 'ts'), 'ye', 'e'), 'yo', 'e');
        IF translate(key, 'c', '') <> key THEN key := regexp_replace(key, 'c(?!h)', 'k', 'g'); END IF;
        IF translate(key, 'j', '') <> key THEN key := regexp_replace(key, '([a-z])j(?![aeiouy])', '\1i', 'g'); END IF;
        key := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(key, 'j', 'zh'), 'q', 'k'), 'x', 'ks'), 'w', 'v'), 'y', 'i'), 'aa', 'a'), 'bb', 'b'), 'dd', 'd'), 'ee', 'e'), 'ff', 'f'), 'gg', 'g'), 'hh', 'h'), 'ii', 'i'), 'kk', 'k'), 'll', 'l'), 'mm', 'm'), 'nn', 'n'), 'oo', 'o'), 'pp', 'p'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'uu', 'u'), 'vv', 'v'), 'zz', 'z'), 'shsh', 'sh'), 'zhzh', 'zh'), 'chch', 'ch'), 'tsts', 'ts');
        IF translate(key, '0123456789?', '') <> key THEN key := regexp_replace(key, '([a-z]{2})([0-9])', '\1 \2', 'g'); END IF;
        IF translate(key, '0123456789?', '') <> key THEN key := regexp_replace(key, '([0-9])([a-z])', '\1 \2', 'g'); END IF;
        IF translate(key, '0123456789?', '') <> key THEN key := regexp_replace(key, ' ([0-9]+) (?:i|ia|aia|oi|go|ogo|shi|inshi|nshi|e|iu)(?= )', ' \1', 'g'); END IF;
        IF translate(key, '0123456789?', '') <> key THEN key := regexp_replace(key, ' [?]+(?= )', '', 'g'); END IF;
        key := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(key, ' birinshi ', ' 1 '), ' pervaia ', ' 1 '), ' pervi ', ' 1 '), ' pervoi ', ' 1 '), ' ekinshi ', ' 2 '), ' vtoraia ', ' 2 '), ' vtoroi ', ' 2 '), ' tretei ', ' 3 '), ' treti ', ' 3 '), ' tretia ', ' 3 '), ' ushinshi ', ' 3 '), ' chetvertaia ', ' 4 '), ' chetverti ', ' 4 '), ' tortinshi ', ' 4 '), ' besinshi ', ' 5 '), ' piataia ', ' 5 '), ' piati ', ' 5 '), ' altinshi ', ' 6 '), ' shestaia ', ' 6 '), ' shestoi ', ' 6 '), ' sedmaia ', ' 7 '), ' sedmoi ', ' 7 '), ' zhetinshi ', ' 7 '), ' segizinshi ', ' 8 '), ' vosmaia ', ' 8 '), ' vosmoi ', ' 8 '), ' deviataia ', ' 9 '), ' deviati ', ' 9 '), ' togizinshi ', ' 9 '), ' desiataia ', ' 10 '), ' desiati ', ' 10 '), ' oninshi ', ' 10 '), '  ', ' '), '  ', ' '), '  ', ' ');
        shorter := regexp_replace(key, ' (?:administratsia|akimshiligi|akimshilik|alabi|alani|atin|atindagi|aud|audan|audani|auil|auildik|auili|aul|b|bagbandik|bulvar|bulvari|d|dan|danili|ferma|gorod|gorodskaia|hoz|iksham|ikshamaudani|im|imeni|k|kala|kalalik|kalasi|kenti|kistau|kistaui|koshe|koshesi|kr|kv|kvartal|l|masiv|mikroraion|mkr|mkrn|n|obl|oblast|oblisi|okrug|okruga|okrugi|orami|otgon|otkeli|per|pereulok|ploshad|pos|poselok|pr|proezd|prospekt|r|raion|razezd|razezi|rzd|sadovodcheskoe|selo|selosi|selski|seriktestigi|shagin|shaginaudan|shaginaudani|sharuashiligi|shose|si|st|stansasi|stantsia|stantsiasi|t|tovarishestvo|trakt|trakta|trasa|tuik|turgin|uch|uchaskesi|uchastok|ul|ulitsa|zhelekzholi|zhiloi|zimovka)(?= )', '', 'g');
        IF btrim(shorter) <> '' THEN key := shorter; END IF;
        shorter := regexp_replace(key, ' [a-z](?= )', '', 'g');
        IF btrim(shorter) <> '' THEN key := shorter; END IF;
        key := regexp_replace(key, '([a-z?]{4})(?:ogo|ego|omu|emu)(?= )', '\1', 'g');
        key := regexp_replace(key, '([a-z?]{3})[aeiou]+(?= )', '\1', 'g');
        EXIT WHEN key = before;
    END LOOP;
    RETURN coalesce((SELECT string_agg(w.word, ' ' ORDER BY w.word ~ '^[0-9]', w.word) FROM string_to_table(btrim(key), ' ') AS w(word)
                      WHERE w.word <> ''), '');
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.name_key(text) IS
    'the key of the name of a place: one key for what different hands write of one name, its words in alphabetical order, figures last'
    """,
    r"""
CREATE TABLE address.unit_key (
	key TEXT COLLATE "C" NOT NULL, 
	unit_id BIGINT NOT NULL, 
	CONSTRAINT pk_unit_key PRIMARY KEY (key, unit_id), 
	CONSTRAINT fk_unit_key_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id)
)
    """,
    r"""
COMMENT ON TABLE address.unit_key IS 'keys of the names of units; derived from unit_name'
    """,
    r"""
COMMENT ON COLUMN address.unit_key.key IS 'key of a name that was ever borne, name_key'
    """,
    r"""
COMMENT ON COLUMN address.unit_key.unit_id IS 'who ever bore it'
    """,
    r"""
CREATE INDEX ix_unit_key_trigrams ON address.unit_key USING gin (key gin_trgm_ops)
    """,
    r"""
CREATE INDEX ix_unit_key_unit_id ON address.unit_key (unit_id)
    """,
    r"""
CREATE TABLE address.geonym_key (
	key TEXT COLLATE "C" NOT NULL, 
	unit_id BIGINT NOT NULL, 
	geonym_id BIGINT NOT NULL, 
	CONSTRAINT pk_geonym_key PRIMARY KEY (key, unit_id, geonym_id), 
	CONSTRAINT fk_geonym_key_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id), 
	CONSTRAINT fk_geonym_key_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id)
)
    """,
    r"""
COMMENT ON TABLE address.geonym_key IS 'keys of the names of geonyms, unit by unit; derived from geonym_name and geonym_place'
    """,
    r"""
COMMENT ON COLUMN address.geonym_key.key IS 'key of a name that was ever borne, name_key'
    """,
    r"""
COMMENT ON COLUMN address.geonym_key.unit_id IS 'a unit it ever lay in'
    """,
    r"""
COMMENT ON COLUMN address.geonym_key.geonym_id IS 'who ever bore it'
    """,
    r"""
CREATE INDEX ix_geonym_key_geonym_id ON address.geonym_key (geonym_id)
    """,
    r"""
CREATE INDEX ix_geonym_key_unit_id_key ON address.geonym_key (unit_id, key)
    """,
    r"""
CREATE FUNCTION address.keep_unit_keys(ids bigint[]) RETURNS void LANGUAGE sql AS $function$
WITH composed AS MATERIALIZED (
    SELECT DISTINCT address.name_key(n.name) AS key, n.unit_id FROM address.unit_name n WHERE n.unit_id = ANY (ids)
),
gone AS (
    DELETE FROM address.unit_key t WHERE t.unit_id = ANY (ids) AND (key, unit_id) NOT IN (SELECT key, unit_id FROM composed)
)
INSERT INTO address.unit_key (key, unit_id) SELECT key, unit_id FROM composed WHERE key <> '' ON CONFLICT DO NOTHING
$function$
    """,
    r"""
COMMENT ON FUNCTION address.keep_unit_keys(bigint[]) IS 'makes unit_key say of these units what their names say now'
    """,
    r"""
CREATE FUNCTION address.unit_renamed() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    ids bigint[] := (SELECT array_agg(DISTINCT unit_id) FROM changed);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        ids := ids || (SELECT array_agg(DISTINCT unit_id) FROM changed_to);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM address.keep_unit_keys(ids);
    END IF;
    RETURN NULL;
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.unit_renamed() IS 'keeps the keys of the units whose states a statement changed'
    """,
    r"""
CREATE FUNCTION address.keep_geonym_keys(ids bigint[]) RETURNS void LANGUAGE sql AS $function$
WITH composed AS MATERIALIZED (
    SELECT DISTINCT k.key, p.unit_id, k.geonym_id FROM (SELECT DISTINCT n.geonym_id, address.name_key(n.name) AS key FROM address.geonym_name n WHERE n.geonym_id = ANY (ids)) k JOIN address.geonym_place p USING (geonym_id)
),
gone AS (
    DELETE FROM address.geonym_key t WHERE t.geonym_id = ANY (ids) AND (key, unit_id, geonym_id) NOT IN (SELECT key, unit_id, geonym_id FROM composed)
)
INSERT INTO address.geonym_key (key, unit_id, geonym_id) SELECT key, unit_id, geonym_id FROM composed WHERE key <> '' ON CONFLICT DO NOTHING
$function$
    """,
    r"""
COMMENT ON FUNCTION address.keep_geonym_keys(bigint[]) IS 'makes geonym_key say of these geonyms what their names say now'
    """,
    r"""
CREATE FUNCTION address.geonym_renamed() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    ids bigint[] := (SELECT array_agg(DISTINCT geonym_id) FROM changed);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        ids := ids || (SELECT array_agg(DISTINCT geonym_id) FROM changed_to);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM address.keep_geonym_keys(ids);
    END IF;
    RETURN NULL;
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.geonym_renamed() IS 'keeps the keys of the geonyms whose states a statement changed'
    """,
    r"""
CREATE TRIGGER keys_after_insert AFTER INSERT ON address.unit_name REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_delete AFTER DELETE ON address.unit_name REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_update AFTER UPDATE ON address.unit_name REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.unit_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_insert AFTER INSERT ON address.geonym_name REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_delete AFTER DELETE ON address.geonym_name REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_update AFTER UPDATE ON address.geonym_name REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_insert AFTER INSERT ON address.geonym_place REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_delete AFTER DELETE ON address.geonym_place REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_renamed()
    """,
    r"""
CREATE TRIGGER keys_after_update AFTER UPDATE ON address.geonym_place REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_renamed()
    """,
)
FILL = (
    "SELECT address.keep_unit_keys((SELECT array_agg(id) FROM address.unit))",
    "SELECT address.keep_geonym_keys((SELECT array_agg(id) FROM address.geonym))",
)
UNDO = (
    *(
        f"DROP TRIGGER keys_after_{operation} ON address.{fact}"
        for fact in ("unit_name", "geonym_name", "geonym_place")
        for operation in ("insert", "update", "delete")
    ),
    "DROP FUNCTION address.unit_renamed(), address.geonym_renamed()",
    "DROP FUNCTION address.keep_unit_keys(bigint[]), address.keep_geonym_keys(bigint[])",
    "DROP TABLE address.unit_key, address.geonym_key",
    "DROP FUNCTION address.name_key(text)",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in (*STATEMENTS, *FILL):
            cursor.execute(statement)


def downgrade() -> None:
    with op.get_bind().connection.cursor() as cursor:
        for statement in UNDO:
            cursor.execute(statement)
