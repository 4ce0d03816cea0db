"""What addresses begin with is kept ready.

The texts follow from states of units and geonyms. Those believed so far are composed anew for every moment at which
one of them became believed, so that an earlier moment of belief is answered from the new tables as well.

Revision: 0012; follows: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = (
    r"""
CREATE TABLE address.geonym_prefix_history (
	geonym_id BIGINT NOT NULL,
	kk TEXT NOT NULL,
	ru TEXT NOT NULL,
	placed BOOLEAN NOT NULL,
	turning DATE,
	valid_time DATERANGE NOT NULL,
	transaction_time TSTZRANGE NOT NULL,
	CONSTRAINT ck_geonym_prefix_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.geonym_prefix_history IS 'superseded rows of geonym_prefix'",
    "COMMENT ON COLUMN address.geonym_prefix_history.geonym_id IS 'which geonym'",
    r"""
COMMENT ON COLUMN address.geonym_prefix_history.kk IS 'everything before the building in Kazakh, the country first'
    """,
    "COMMENT ON COLUMN address.geonym_prefix_history.ru IS 'the same in Russian'",
    "COMMENT ON COLUMN address.geonym_prefix_history.placed IS 'whether it is known in which unit the geonym lies'",
    r"""
COMMENT ON COLUMN address.geonym_prefix_history.turning IS 'first day of a newer state of some part; null where all is certain'
    """,
    "COMMENT ON COLUMN address.geonym_prefix_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_prefix_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.geonym_prefix_history ADD CONSTRAINT ex_geonym_prefix_history_one_belief EXCLUDE USING gist (geonym_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_prefix_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_prefix_history (
	unit_id BIGINT NOT NULL,
	kk TEXT NOT NULL,
	ru TEXT NOT NULL,
	turning DATE,
	valid_time DATERANGE NOT NULL,
	transaction_time TSTZRANGE NOT NULL,
	CONSTRAINT ck_unit_prefix_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.unit_prefix_history IS 'superseded rows of unit_prefix'",
    "COMMENT ON COLUMN address.unit_prefix_history.unit_id IS 'which unit'",
    r"""
COMMENT ON COLUMN address.unit_prefix_history.kk IS 'everything before the building in Kazakh, the country first'
    """,
    "COMMENT ON COLUMN address.unit_prefix_history.ru IS 'the same in Russian'",
    r"""
COMMENT ON COLUMN address.unit_prefix_history.turning IS 'first day of a newer state of some part; null where all is certain'
    """,
    "COMMENT ON COLUMN address.unit_prefix_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_prefix_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_prefix_history ADD CONSTRAINT ex_unit_prefix_history_one_belief EXCLUDE USING gist (unit_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_prefix_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.prefix_due (
	id BIGINT GENERATED ALWAYS AS IDENTITY,
	kind TEXT NOT NULL,
	ids BIGINT[] NOT NULL,
	CONSTRAINT pk_prefix_due PRIMARY KEY (id),
	CONSTRAINT ck_prefix_due_kind_known CHECK (kind IN ('unit', 'geonym'))
)
    """,
    r"""
COMMENT ON TABLE address.prefix_due IS 'whose prefixes, and those below, this transaction has still to derive; empty between transactions'
    """,
    "COMMENT ON COLUMN address.prefix_due.id IS 'order of the statements'",
    "COMMENT ON COLUMN address.prefix_due.kind IS 'unit or geonym'",
    "COMMENT ON COLUMN address.prefix_due.ids IS 'whose states one statement changed'",
    r"""
CREATE TABLE address.geonym_prefix (
	geonym_id BIGINT NOT NULL,
	kk TEXT NOT NULL,
	ru TEXT NOT NULL,
	placed BOOLEAN NOT NULL,
	turning DATE,
	valid_time DATERANGE NOT NULL,
	transaction_time TSTZRANGE NOT NULL,
	CONSTRAINT ck_geonym_prefix_believed_now CHECK (upper_inf(transaction_time)),
	CONSTRAINT ck_geonym_prefix_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
	CONSTRAINT fk_geonym_prefix_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id)
)
    """,
    r"""
COMMENT ON TABLE address.geonym_prefix IS 'what addresses on a geonym begin with; derived from the states of geonyms and units'
    """,
    "COMMENT ON COLUMN address.geonym_prefix.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_prefix.kk IS 'everything before the building in Kazakh, the country first'",
    "COMMENT ON COLUMN address.geonym_prefix.ru IS 'the same in Russian'",
    "COMMENT ON COLUMN address.geonym_prefix.placed IS 'whether it is known in which unit the geonym lies'",
    r"""
COMMENT ON COLUMN address.geonym_prefix.turning IS 'first day of a newer state of some part; null where all is certain'
    """,
    "COMMENT ON COLUMN address.geonym_prefix.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_prefix.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.geonym_prefix ADD CONSTRAINT pk_geonym_prefix PRIMARY KEY (geonym_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_prefix FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_prefix FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_prefix (
	unit_id BIGINT NOT NULL,
	kk TEXT NOT NULL,
	ru TEXT NOT NULL,
	turning DATE,
	valid_time DATERANGE NOT NULL,
	transaction_time TSTZRANGE NOT NULL,
	CONSTRAINT ck_unit_prefix_believed_now CHECK (upper_inf(transaction_time)),
	CONSTRAINT ck_unit_prefix_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
	CONSTRAINT fk_unit_prefix_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id)
)
    """,
    r"""
COMMENT ON TABLE address.unit_prefix IS 'what addresses directly in a unit begin with; kept for units that some building names'
    """,
    "COMMENT ON COLUMN address.unit_prefix.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_prefix.kk IS 'everything before the building in Kazakh, the country first'",
    "COMMENT ON COLUMN address.unit_prefix.ru IS 'the same in Russian'",
    r"""
COMMENT ON COLUMN address.unit_prefix.turning IS 'first day of a newer state of some part; null where all is certain'
    """,
    "COMMENT ON COLUMN address.unit_prefix.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_prefix.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_prefix ADD CONSTRAINT pk_unit_prefix PRIMARY KEY (unit_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_prefix FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_prefix FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE VIEW address.geonym_prefix_known AS SELECT * FROM address.geonym_prefix UNION ALL SELECT * FROM address.geonym_prefix_history
    """,
    "COMMENT ON VIEW address.geonym_prefix_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.unit_prefix_known AS SELECT * FROM address.unit_prefix UNION ALL SELECT * FROM address.unit_prefix_history
    """,
    "COMMENT ON VIEW address.unit_prefix_known IS 'all beliefs, current and superseded'",
)
KEEPING = (
    r"""
CREATE FUNCTION address.building_chain(bigint, date) RETURNS TABLE (number text, turning date, pointer text, geonym_id bigint, unit_id bigint) LANGUAGE sql STABLE STRICT ROWS 1 AS $function$
WITH RECURSIVE house AS (
    SELECT 0 AS step, ARRAY[o.address_id] AS seen, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM LATERAL (SELECT s.*, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building s WHERE s.address_id = $1 AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) ORDER BY s.valid_time LIMIT 1) o
    UNION ALL
    SELECT h.step + 1, h.seen || o.address_id, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM house h JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building s WHERE s.address_id = h.parent_id AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) ORDER BY s.valid_time LIMIT 1) o ON true
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
    """,
    r"""
COMMENT ON FUNCTION address.building_chain(bigint, date) IS 'the number of a building with those of the buildings it is part of, and where they lie'
    """,
    r"""
CREATE FUNCTION address.building_chain(bigint, date, timestamptz) RETURNS TABLE (number text, turning date, pointer text, geonym_id bigint, unit_id bigint) LANGUAGE sql STABLE STRICT ROWS 1 AS $function$
WITH RECURSIVE house AS (
    SELECT 0 AS step, ARRAY[o.address_id] AS seen, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM LATERAL (SELECT s.*, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building_known s WHERE s.address_id = $1 AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) AND s.transaction_time @> $3 ORDER BY s.valid_time LIMIT 1) o
    UNION ALL
    SELECT h.step + 1, h.seen || o.address_id, o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning
      FROM house h JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> $2 OR coalesce(s.ends_after < $2, false)) AS uncertain, CASE WHEN NOT s.valid_time @> $2 THEN lower(s.valid_time) WHEN s.ends_after < $2 THEN upper(s.valid_time) END AS turning FROM address.building_known s WHERE s.address_id = h.parent_id AND (s.valid_time @> $2 OR (s.starts_after < $2 AND lower(s.valid_time) > $2)) AND s.transaction_time @> $3 ORDER BY s.valid_time LIMIT 1) o ON true
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
    """,
    r"""
COMMENT ON FUNCTION address.building_chain(bigint, date, timestamptz) IS 'the number of a building with those of the buildings it is part of, and where they lie, as believed at a moment'
    """,
    r"""
CREATE FUNCTION address.composed_unit_prefixes(units bigint[])
RETURNS TABLE (unit_id bigint, valid_time daterange, kk text, ru text, turning date)
LANGUAGE sql STABLE AS $function$
WITH RECURSIVE above AS (
    SELECT e.id AS start, e.id AS unit_id FROM unnest($1) AS e(id)
    UNION
    SELECT a.start, p.parent_id FROM above a JOIN address.unit_parent p ON p.unit_id = a.unit_id
),
bound AS (
    SELECT DISTINCT a.unit_id, d.day FROM (SELECT DISTINCT unit_id FROM above) a CROSS JOIN LATERAL (SELECT s.valid_time, s.starts_after, s.ends_after FROM address.unit_type s WHERE s.unit_id = a.unit_id UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.unit_name s WHERE s.unit_id = a.unit_id UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.unit_parent s WHERE s.unit_id = a.unit_id) v
     CROSS JOIN LATERAL (VALUES (lower(v.valid_time)), (upper(v.valid_time)), (v.starts_after + 1), (v.ends_after + 1)) d(day)
     WHERE d.day IS NOT NULL),
piece AS (
    SELECT start, day, lead(day) OVER (PARTITION BY start ORDER BY day) AS until
      FROM (SELECT start, date '-infinity' AS day FROM above
            UNION SELECT a.start, b.day FROM above a JOIN bound b USING (unit_id)) d
),
territory AS (
    SELECT start, day, start AS unit_id, 0 AS step, ARRAY[start] AS seen, CAST(NULL AS date) AS turning FROM piece
    UNION ALL
    SELECT t.start, t.day, p.parent_id, t.step + 1, t.seen || p.parent_id, p.turning
      FROM territory t JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> t.day OR coalesce(s.ends_after < t.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> t.day THEN lower(s.valid_time) WHEN s.ends_after < t.day THEN upper(s.valid_time) END AS turning FROM address.unit_parent s WHERE s.unit_id = t.unit_id AND (s.valid_time @> t.day OR (s.starts_after < t.day AND lower(s.valid_time) > t.day)) ORDER BY s.valid_time LIMIT 1) p ON true WHERE p.parent_id <> ALL (t.seen)
),
named AS (
    SELECT c.unit_id, c.day, k.kind, CASE WHEN kk.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN kk.name ELSE kk.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END END WHEN ru.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN ru.name ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN ru.name ELSE ru.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END END END || ' [ru]' ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN '[?]' ELSE '[?]' || ' ' || CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END END END AS kk, CASE WHEN ru.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN ru.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND ru.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN ru.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END ELSE CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END || ' ' || ru.name END END WHEN kk.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN kk.name ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN kk.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND kk.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN kk.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END ELSE CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END || ' ' || kk.name END END END || ' [kk]' ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN '[?]' ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND '[?]' ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN '[?]' || ' ' || CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END ELSE CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END || ' ' || '[?]' END END END AS ru, least(k.turning, kk.turning, ru.turning) AS turning
      FROM (SELECT DISTINCT unit_id, day FROM territory) c LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.unit_type s WHERE s.unit_id = c.unit_id AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) ORDER BY s.valid_time LIMIT 1) k ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.unit_name s WHERE s.unit_id = c.unit_id AND s.language = 'kk' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) ORDER BY s.valid_time LIMIT 1) kk ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.unit_name s WHERE s.unit_id = c.unit_id AND s.language = 'ru' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) ORDER BY s.valid_time LIMIT 1) ru ON true),
composed AS (
    SELECT p.start, p.day, p.until, least(min(t.turning), min(n.turning)) AS turning,
           string_agg(n.kk, ', ' ORDER BY t.step DESC) FILTER (WHERE n.kind IS DISTINCT FROM 'REPUBLIC') AS kk, string_agg(n.ru, ', ' ORDER BY t.step DESC) FILTER (WHERE n.kind IS DISTINCT FROM 'REPUBLIC') AS ru
      FROM piece p JOIN territory t USING (start, day) JOIN named n USING (unit_id, day) GROUP BY p.start, p.day, p.until
),
whole AS (
    SELECT start, day, until, concat_ws(', ', 'Қазақстан Республикасы', kk) AS kk, concat_ws(', ', 'Республика Казахстан', ru) AS ru, turning
      FROM composed
)
SELECT start AS unit_id, daterange(nullif(min(day), '-infinity'), nullif(max(coalesce(until, 'infinity')), 'infinity')) AS valid_time, kk, ru, turning
  FROM (SELECT *, sum(turned) OVER (PARTITION BY start ORDER BY day) AS period
          FROM (SELECT *, CAST(ROW(kk, ru, turning) IS DISTINCT FROM ROW(lag(kk) OVER line, lag(ru) OVER line, lag(turning) OVER line) AS int) AS turned
                  FROM whole WINDOW line AS (PARTITION BY start ORDER BY day)) t) p
 GROUP BY start, period, kk, ru, turning
$function$
    """,
    r"""
COMMENT ON FUNCTION address.composed_unit_prefixes(bigint[]) IS 'what addresses in each of these units begin with, for all time'
    """,
    r"""
CREATE FUNCTION address.composed_geonym_prefixes(geonyms bigint[])
RETURNS TABLE (geonym_id bigint, valid_time daterange, kk text, ru text, placed boolean, turning date)
LANGUAGE sql STABLE AS $function$
WITH RECURSIVE above AS (
    SELECT e.id AS start, e.id AS geonym_id FROM unnest($1) AS e(id)
    UNION
    SELECT a.start, p.parent_id FROM above a JOIN address.geonym_place p ON p.geonym_id = a.geonym_id WHERE p.parent_id IS NOT NULL
),
lying AS (SELECT DISTINCT a.start, p.unit_id FROM above a JOIN address.geonym_place p ON p.geonym_id = a.geonym_id),
territory AS MATERIALIZED (
    SELECT * FROM address.composed_unit_prefixes((SELECT array_agg(DISTINCT unit_id) FROM lying))
),
bound AS (
    SELECT DISTINCT a.geonym_id, d.day FROM (SELECT DISTINCT geonym_id FROM above) a CROSS JOIN LATERAL (SELECT s.valid_time, s.starts_after, s.ends_after FROM address.geonym_type s WHERE s.geonym_id = a.geonym_id UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.geonym_name s WHERE s.geonym_id = a.geonym_id UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.geonym_place s WHERE s.geonym_id = a.geonym_id) v
     CROSS JOIN LATERAL (VALUES (lower(v.valid_time)), (upper(v.valid_time)), (v.starts_after + 1), (v.ends_after + 1)) d(day)
     WHERE d.day IS NOT NULL),
piece AS (
    SELECT start, day, lead(day) OVER (PARTITION BY start ORDER BY day) AS until
      FROM (SELECT start, date '-infinity' AS day FROM above
            UNION SELECT a.start, b.day FROM above a JOIN bound b USING (geonym_id)
            UNION SELECT l.start, lower(t.valid_time) FROM lying l JOIN territory t USING (unit_id)
                   WHERE NOT lower_inf(t.valid_time)) d
),
street AS (
    SELECT p.start, p.day, p.start AS geonym_id, 0 AS step, ARRAY[p.start] AS seen, g.parent_id, g.unit_id, g.turning
      FROM piece p LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> p.day OR coalesce(s.ends_after < p.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> p.day THEN lower(s.valid_time) WHEN s.ends_after < p.day THEN upper(s.valid_time) END AS turning FROM address.geonym_place s WHERE s.geonym_id = p.start AND (s.valid_time @> p.day OR (s.starts_after < p.day AND lower(s.valid_time) > p.day)) ORDER BY s.valid_time LIMIT 1) g ON true
    UNION ALL
    SELECT t.start, t.day, t.parent_id, t.step + 1, t.seen || t.parent_id, g.parent_id, g.unit_id, g.turning
      FROM street t LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> t.day OR coalesce(s.ends_after < t.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> t.day THEN lower(s.valid_time) WHEN s.ends_after < t.day THEN upper(s.valid_time) END AS turning FROM address.geonym_place s WHERE s.geonym_id = t.parent_id AND (s.valid_time @> t.day OR (s.starts_after < t.day AND lower(s.valid_time) > t.day)) ORDER BY s.valid_time LIMIT 1) g ON true
     WHERE t.parent_id <> ALL (t.seen)
),
named AS (
    SELECT c.geonym_id, c.day, k.kind, CASE WHEN kk.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN kk.name ELSE kk.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END END WHEN ru.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN ru.name ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN ru.name ELSE ru.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END END END || ' [ru]' ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN '[?]' ELSE '[?]' || ' ' || CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END END END AS kk, CASE WHEN ru.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN ru.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND ru.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN ru.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END ELSE CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END || ' ' || ru.name END END WHEN kk.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN kk.name ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN kk.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND kk.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN kk.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END ELSE CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END || ' ' || kk.name END END END || ' [kk]' ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN '[?]' ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND '[?]' ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN '[?]' || ' ' || CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END ELSE CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END || ' ' || '[?]' END END END AS ru, least(k.turning, kk.turning, ru.turning) AS turning
      FROM (SELECT DISTINCT geonym_id, day FROM street) c LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.geonym_type s WHERE s.geonym_id = c.geonym_id AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) ORDER BY s.valid_time LIMIT 1) k ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.geonym_name s WHERE s.geonym_id = c.geonym_id AND s.language = 'kk' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) ORDER BY s.valid_time LIMIT 1) kk ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.geonym_name s WHERE s.geonym_id = c.geonym_id AND s.language = 'ru' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) ORDER BY s.valid_time LIMIT 1) ru ON true),
composed AS (
    SELECT p.start, p.day, p.until, least(min(t.turning), min(n.turning)) AS turning, string_agg(n.kk, ', ' ORDER BY t.step DESC) FILTER (WHERE true) AS kk, string_agg(n.ru, ', ' ORDER BY t.step DESC) FILTER (WHERE true) AS ru,
           (array_agg(t.unit_id ORDER BY t.step DESC) FILTER (WHERE t.unit_id IS NOT NULL))[1] AS unit_id
      FROM piece p JOIN street t USING (start, day) JOIN named n USING (geonym_id, day) GROUP BY p.start, p.day, p.until
),
whole AS (
    SELECT c.start, c.day, c.until, concat_ws(', ', coalesce(u.kk, 'Қазақстан Республикасы'), c.kk) AS kk,
           concat_ws(', ', coalesce(u.ru, 'Республика Казахстан'), c.ru) AS ru, c.unit_id IS NOT NULL AS placed,
           least(c.turning, u.turning) AS turning
      FROM composed c LEFT JOIN territory u ON u.unit_id = c.unit_id AND u.valid_time @> c.day
)
SELECT start AS geonym_id, daterange(nullif(min(day), '-infinity'), nullif(max(coalesce(until, 'infinity')), 'infinity')) AS valid_time, kk, ru, placed, turning
  FROM (SELECT *, sum(turned) OVER (PARTITION BY start ORDER BY day) AS period
          FROM (SELECT *, CAST(ROW(kk, ru, placed, turning) IS DISTINCT FROM ROW(lag(kk) OVER line, lag(ru) OVER line, lag(placed) OVER line, lag(turning) OVER line) AS int) AS turned
                  FROM whole WINDOW line AS (PARTITION BY start ORDER BY day)) t) p
 GROUP BY start, period, kk, ru, placed, turning
$function$
    """,
    r"""
COMMENT ON FUNCTION address.composed_geonym_prefixes(bigint[]) IS 'what addresses on each of these geonyms begin with, for all time'
    """,
    r"""
CREATE FUNCTION address.keep_unit_prefixes(ids bigint[]) RETURNS void LANGUAGE sql AS $function$
WITH composed AS MATERIALIZED (
    SELECT * FROM address.composed_unit_prefixes(ids) c WHERE NOT (c.kk = 'Қазақстан Республикасы, [?]' AND c.ru = 'Республика Казахстан, [?]' AND c.turning IS NULL)
),
gone AS (
    DELETE FROM address.unit_prefix t WHERE t.unit_id = ANY (ids) AND NOT EXISTS (SELECT FROM composed c WHERE t.unit_id = c.unit_id AND t.valid_time = c.valid_time AND t.kk = c.kk AND t.ru = c.ru AND t.turning IS NOT DISTINCT FROM c.turning)
    RETURNING t.unit_id
)
INSERT INTO address.unit_prefix (unit_id, valid_time, kk, ru, turning)
SELECT unit_id, valid_time, kk, ru, turning FROM composed c
 WHERE (SELECT count(*) FROM gone) >= 0 AND NOT EXISTS (SELECT FROM address.unit_prefix t WHERE t.unit_id = c.unit_id AND t.valid_time = c.valid_time AND t.kk = c.kk AND t.ru = c.ru AND t.turning IS NOT DISTINCT FROM c.turning)
$function$
    """,
    r"""
COMMENT ON FUNCTION address.keep_unit_prefixes(bigint[]) IS 'makes unit_prefix say of these units what is composed now; what says so already stays untouched'
    """,
    r"""
CREATE FUNCTION address.keep_geonym_prefixes(ids bigint[]) RETURNS void LANGUAGE sql AS $function$
WITH composed AS MATERIALIZED (
    SELECT * FROM address.composed_geonym_prefixes(ids) c WHERE NOT (c.kk = 'Қазақстан Республикасы, [?]' AND c.ru = 'Республика Казахстан, [?]' AND c.turning IS NULL AND NOT c.placed)
),
gone AS (
    DELETE FROM address.geonym_prefix t WHERE t.geonym_id = ANY (ids) AND NOT EXISTS (SELECT FROM composed c WHERE t.geonym_id = c.geonym_id AND t.valid_time = c.valid_time AND t.kk = c.kk AND t.ru = c.ru AND t.placed = c.placed AND t.turning IS NOT DISTINCT FROM c.turning)
    RETURNING t.geonym_id
)
INSERT INTO address.geonym_prefix (geonym_id, valid_time, kk, ru, placed, turning)
SELECT geonym_id, valid_time, kk, ru, placed, turning FROM composed c
 WHERE (SELECT count(*) FROM gone) >= 0 AND NOT EXISTS (SELECT FROM address.geonym_prefix t WHERE t.geonym_id = c.geonym_id AND t.valid_time = c.valid_time AND t.kk = c.kk AND t.ru = c.ru AND t.placed = c.placed AND t.turning IS NOT DISTINCT FROM c.turning)
$function$
    """,
    r"""
COMMENT ON FUNCTION address.keep_geonym_prefixes(bigint[]) IS 'makes geonym_prefix say of these geonyms what is composed now; what says so already stays untouched'
    """,
    r"""
CREATE FUNCTION address.derive_prefixes() RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
    units bigint[];
    geonyms bigint[];
BEGIN
    WITH RECURSIVE taken AS (
        DELETE FROM address.prefix_due RETURNING kind, ids
    ),
    due AS (
        SELECT t.kind, e.id FROM taken t CROSS JOIN LATERAL unnest(t.ids) AS e(id)
    ),
    unit_below AS (
        SELECT id FROM due WHERE kind = 'unit'
        UNION
        SELECT p.unit_id FROM unit_below b JOIN address.unit_parent p ON p.parent_id = b.id
    ),
    geonym_below AS (
        SELECT id FROM (SELECT id FROM due WHERE kind = 'geonym'
                        UNION ALL SELECT p.geonym_id FROM unit_below b JOIN address.geonym_place p ON p.unit_id = b.id) x
        UNION
        SELECT p.geonym_id FROM geonym_below b JOIN address.geonym_place p ON p.parent_id = b.id
    )
    SELECT (SELECT array_agg(b.id) FROM unit_below b
             WHERE EXISTS (SELECT FROM address.building h WHERE h.unit_id = b.id)
                OR EXISTS (SELECT FROM address.unit_prefix k WHERE k.unit_id = b.id)),
           (SELECT array_agg(b.id) FROM geonym_below b)
      INTO units, geonyms;
    IF units IS NOT NULL THEN
        PERFORM address.keep_unit_prefixes(units);
    END IF;
    IF geonyms IS NOT NULL THEN
        PERFORM address.keep_geonym_prefixes(geonyms);
    END IF;
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.derive_prefixes() IS 'keeps the prefixes of all that prefix_due names, and of all that lies below'
    """,
    r"""
CREATE FUNCTION address.derive_prefixes_at_commit() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    IF EXISTS (SELECT FROM address.prefix_due) THEN
        PERFORM address.derive_prefixes();
    END IF;
    RETURN NULL;
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.derive_prefixes_at_commit() IS 'derives what a DELETE noted and no later statement has derived'
    """,
    r"""
CREATE FUNCTION address.unit_changed() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    INSERT INTO address.prefix_due (kind, ids) SELECT 'unit', array_agg(DISTINCT unit_id) FROM changed HAVING count(*) > 0;
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO address.prefix_due (kind, ids) SELECT 'unit', array_agg(DISTINCT unit_id) FROM changed_to HAVING count(*) > 0;
    END IF;
    IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM address.prefix_due) THEN
        PERFORM address.derive_prefixes();
    END IF;
    RETURN NULL;
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.unit_changed() IS 'notes the units whose states a statement changed; derives, but for a DELETE'
    """,
    r"""
CREATE FUNCTION address.geonym_changed() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    INSERT INTO address.prefix_due (kind, ids) SELECT 'geonym', array_agg(DISTINCT geonym_id) FROM changed HAVING count(*) > 0;
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO address.prefix_due (kind, ids) SELECT 'geonym', array_agg(DISTINCT geonym_id) FROM changed_to HAVING count(*) > 0;
    END IF;
    IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM address.prefix_due) THEN
        PERFORM address.derive_prefixes();
    END IF;
    RETURN NULL;
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.geonym_changed() IS 'notes the geonyms whose states a statement changed; derives, but for a DELETE'
    """,
    r"""
CREATE FUNCTION address.building_placed() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    units bigint[] := (SELECT array_agg(DISTINCT b.unit_id) FROM changed b WHERE b.unit_id IS NOT NULL
                          AND NOT EXISTS (SELECT FROM address.unit_prefix k WHERE k.unit_id = b.unit_id));
BEGIN
    IF units IS NOT NULL THEN
        PERFORM address.keep_unit_prefixes(units);
    END IF;
    RETURN NULL;
END
$function$
    """,
    r"""
COMMENT ON FUNCTION address.building_placed() IS 'keeps the prefix of a unit from the first building on that names it'
    """,
    r"""
CREATE CONSTRAINT TRIGGER derive_prefixes AFTER INSERT ON address.prefix_due DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION address.derive_prefixes_at_commit()
    """,
    r"""
CREATE TRIGGER prefix_after_insert AFTER INSERT ON address.unit_type REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_delete AFTER DELETE ON address.unit_type REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_update AFTER UPDATE ON address.unit_type REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_insert AFTER INSERT ON address.unit_name REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_delete AFTER DELETE ON address.unit_name REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_update AFTER UPDATE ON address.unit_name REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_insert AFTER INSERT ON address.unit_parent REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_delete AFTER DELETE ON address.unit_parent REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_update AFTER UPDATE ON address.unit_parent REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.unit_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_insert AFTER INSERT ON address.geonym_type REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_delete AFTER DELETE ON address.geonym_type REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_update AFTER UPDATE ON address.geonym_type REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_insert AFTER INSERT ON address.geonym_name REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_delete AFTER DELETE ON address.geonym_name REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_update AFTER UPDATE ON address.geonym_name REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_insert AFTER INSERT ON address.geonym_place REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_delete AFTER DELETE ON address.geonym_place REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_update AFTER UPDATE ON address.geonym_place REFERENCING OLD TABLE AS changed NEW TABLE AS changed_to FOR EACH STATEMENT EXECUTE FUNCTION address.geonym_changed()
    """,
    r"""
CREATE TRIGGER prefix_after_insert AFTER INSERT ON address.building REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.building_placed()
    """,
    r"""
CREATE TRIGGER prefix_after_update AFTER UPDATE ON address.building REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION address.building_placed()
    """,
)

UNITS_BELIEVED = r"""
CREATE FUNCTION pg_temp.units_believed(bigint[], timestamptz)
RETURNS TABLE (unit_id bigint, valid_time daterange, kk text, ru text, turning date) LANGUAGE sql STABLE AS $function$
WITH RECURSIVE above AS (
    SELECT e.id AS start, e.id AS unit_id FROM unnest($1) AS e(id)
    UNION
    SELECT a.start, p.parent_id FROM above a JOIN address.unit_parent_known p ON p.unit_id = a.unit_id AND p.transaction_time @> $2
),
bound AS (
    SELECT DISTINCT a.unit_id, d.day FROM (SELECT DISTINCT unit_id FROM above) a CROSS JOIN LATERAL (SELECT s.valid_time, s.starts_after, s.ends_after FROM address.unit_type_known s WHERE s.unit_id = a.unit_id AND s.transaction_time @> $2 UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.unit_name_known s WHERE s.unit_id = a.unit_id AND s.transaction_time @> $2 UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.unit_parent_known s WHERE s.unit_id = a.unit_id AND s.transaction_time @> $2) v
     CROSS JOIN LATERAL (VALUES (lower(v.valid_time)), (upper(v.valid_time)), (v.starts_after + 1), (v.ends_after + 1)) d(day)
     WHERE d.day IS NOT NULL),
piece AS (
    SELECT start, day, lead(day) OVER (PARTITION BY start ORDER BY day) AS until
      FROM (SELECT start, date '-infinity' AS day FROM above
            UNION SELECT a.start, b.day FROM above a JOIN bound b USING (unit_id)) d
),
territory AS (
    SELECT start, day, start AS unit_id, 0 AS step, ARRAY[start] AS seen, CAST(NULL AS date) AS turning FROM piece
    UNION ALL
    SELECT t.start, t.day, p.parent_id, t.step + 1, t.seen || p.parent_id, p.turning
      FROM territory t JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> t.day OR coalesce(s.ends_after < t.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> t.day THEN lower(s.valid_time) WHEN s.ends_after < t.day THEN upper(s.valid_time) END AS turning FROM address.unit_parent_known s WHERE s.unit_id = t.unit_id AND (s.valid_time @> t.day OR (s.starts_after < t.day AND lower(s.valid_time) > t.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) p ON true WHERE p.parent_id <> ALL (t.seen)
),
named AS (
    SELECT c.unit_id, c.day, k.kind, CASE WHEN kk.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN kk.name ELSE kk.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END END WHEN ru.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN ru.name ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN ru.name ELSE ru.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END END END || ' [ru]' ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN '[?]' ELSE '[?]' || ' ' || CASE k.kind WHEN 'REGION' THEN 'облысы' WHEN 'DISTRICT' THEN 'ауданы' WHEN 'CITY_DISTRICT' THEN 'ауданы' WHEN 'REPUBLICAN_CITY' THEN 'қаласы' WHEN 'CITY' THEN 'қаласы' WHEN 'CITY_ADMINISTRATION' THEN 'қалалық әкімшілік' WHEN 'OKRUG' THEN 'ауылдық округі' WHEN 'VILLAGE' THEN 'ауылы' WHEN 'TOWN' THEN 'кенті' WHEN 'TOWNSHIP' THEN 'кенті' WHEN 'STATION' THEN 'станциясы' WHEN 'SIDING' THEN 'разъезі' WHEN 'PLOT' THEN 'учаскесі' END END END AS kk, CASE WHEN ru.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN ru.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND ru.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN ru.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END ELSE CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END || ' ' || ru.name END END WHEN kk.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$') THEN kk.name ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN kk.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND kk.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN kk.name || ' ' || CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END ELSE CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END || ' ' || kk.name END END END || ' [kk]' ELSE CASE WHEN CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\.|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)') THEN '[?]' ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND '[?]' ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN '[?]' || ' ' || CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END ELSE CASE k.kind WHEN 'REGION' THEN 'область' WHEN 'DISTRICT' THEN 'район' WHEN 'CITY_DISTRICT' THEN 'район' WHEN 'REPUBLICAN_CITY' THEN 'город' WHEN 'CITY' THEN 'город' WHEN 'CITY_ADMINISTRATION' THEN 'городская администрация' WHEN 'OKRUG' THEN 'сельский округ' WHEN 'VILLAGE' THEN 'село' WHEN 'TOWN' THEN 'поселок' WHEN 'TOWNSHIP' THEN 'поселок' WHEN 'STATION' THEN 'станция' WHEN 'SIDING' THEN 'разъезд' WHEN 'PLOT' THEN 'участок' END || ' ' || '[?]' END END END AS ru, least(k.turning, kk.turning, ru.turning) AS turning
      FROM (SELECT DISTINCT unit_id, day FROM territory) c LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.unit_type_known s WHERE s.unit_id = c.unit_id AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) k ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.unit_name_known s WHERE s.unit_id = c.unit_id AND s.language = 'kk' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) kk ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.unit_name_known s WHERE s.unit_id = c.unit_id AND s.language = 'ru' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) ru ON true),
composed AS (
    SELECT p.start, p.day, p.until, least(min(t.turning), min(n.turning)) AS turning,
           string_agg(n.kk, ', ' ORDER BY t.step DESC) FILTER (WHERE n.kind IS DISTINCT FROM 'REPUBLIC') AS kk, string_agg(n.ru, ', ' ORDER BY t.step DESC) FILTER (WHERE n.kind IS DISTINCT FROM 'REPUBLIC') AS ru
      FROM piece p JOIN territory t USING (start, day) JOIN named n USING (unit_id, day) GROUP BY p.start, p.day, p.until
),
whole AS (
    SELECT start, day, until, concat_ws(', ', 'Қазақстан Республикасы', kk) AS kk, concat_ws(', ', 'Республика Казахстан', ru) AS ru, turning
      FROM composed
)
SELECT start AS unit_id, daterange(nullif(min(day), '-infinity'), nullif(max(coalesce(until, 'infinity')), 'infinity')) AS valid_time, kk, ru, turning
  FROM (SELECT *, sum(turned) OVER (PARTITION BY start ORDER BY day) AS period
          FROM (SELECT *, CAST(ROW(kk, ru, turning) IS DISTINCT FROM ROW(lag(kk) OVER line, lag(ru) OVER line, lag(turning) OVER line) AS int) AS turned
                  FROM whole WINDOW line AS (PARTITION BY start ORDER BY day)) t) p
 GROUP BY start, period, kk, ru, turning
$function$
"""
GEONYMS_BELIEVED = r"""
CREATE FUNCTION pg_temp.geonyms_believed(bigint[], timestamptz)
RETURNS TABLE (geonym_id bigint, valid_time daterange, kk text, ru text, placed boolean, turning date)
LANGUAGE sql STABLE AS $function$
WITH RECURSIVE above AS (
    SELECT e.id AS start, e.id AS geonym_id FROM unnest($1) AS e(id)
    UNION
    SELECT a.start, p.parent_id FROM above a JOIN address.geonym_place_known p ON p.geonym_id = a.geonym_id AND p.transaction_time @> $2 WHERE p.parent_id IS NOT NULL
),
lying AS (SELECT DISTINCT a.start, p.unit_id FROM above a JOIN address.geonym_place_known p ON p.geonym_id = a.geonym_id AND p.transaction_time @> $2),
territory AS MATERIALIZED (
    SELECT * FROM pg_temp.units_believed((SELECT array_agg(DISTINCT unit_id) FROM lying), $2)
),
bound AS (
    SELECT DISTINCT a.geonym_id, d.day FROM (SELECT DISTINCT geonym_id FROM above) a CROSS JOIN LATERAL (SELECT s.valid_time, s.starts_after, s.ends_after FROM address.geonym_type_known s WHERE s.geonym_id = a.geonym_id AND s.transaction_time @> $2 UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.geonym_name_known s WHERE s.geonym_id = a.geonym_id AND s.transaction_time @> $2 UNION ALL SELECT s.valid_time, s.starts_after, s.ends_after FROM address.geonym_place_known s WHERE s.geonym_id = a.geonym_id AND s.transaction_time @> $2) v
     CROSS JOIN LATERAL (VALUES (lower(v.valid_time)), (upper(v.valid_time)), (v.starts_after + 1), (v.ends_after + 1)) d(day)
     WHERE d.day IS NOT NULL),
piece AS (
    SELECT start, day, lead(day) OVER (PARTITION BY start ORDER BY day) AS until
      FROM (SELECT start, date '-infinity' AS day FROM above
            UNION SELECT a.start, b.day FROM above a JOIN bound b USING (geonym_id)
            UNION SELECT l.start, lower(t.valid_time) FROM lying l JOIN territory t USING (unit_id)
                   WHERE NOT lower_inf(t.valid_time)) d
),
street AS (
    SELECT p.start, p.day, p.start AS geonym_id, 0 AS step, ARRAY[p.start] AS seen, g.parent_id, g.unit_id, g.turning
      FROM piece p LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> p.day OR coalesce(s.ends_after < p.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> p.day THEN lower(s.valid_time) WHEN s.ends_after < p.day THEN upper(s.valid_time) END AS turning FROM address.geonym_place_known s WHERE s.geonym_id = p.start AND (s.valid_time @> p.day OR (s.starts_after < p.day AND lower(s.valid_time) > p.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) g ON true
    UNION ALL
    SELECT t.start, t.day, t.parent_id, t.step + 1, t.seen || t.parent_id, g.parent_id, g.unit_id, g.turning
      FROM street t LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> t.day OR coalesce(s.ends_after < t.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> t.day THEN lower(s.valid_time) WHEN s.ends_after < t.day THEN upper(s.valid_time) END AS turning FROM address.geonym_place_known s WHERE s.geonym_id = t.parent_id AND (s.valid_time @> t.day OR (s.starts_after < t.day AND lower(s.valid_time) > t.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) g ON true
     WHERE t.parent_id <> ALL (t.seen)
),
named AS (
    SELECT c.geonym_id, c.day, k.kind, CASE WHEN kk.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN kk.name ELSE kk.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END END WHEN ru.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN ru.name ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN ru.name ELSE ru.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END END END || ' [ru]' ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN '[?]' ELSE '[?]' || ' ' || CASE k.kind WHEN 'STREET' THEN 'көшесі' WHEN 'AVENUE' THEN 'даңғылы' WHEN 'MICRODISTRICT' THEN 'ықшам ауданы' WHEN 'BLOCK' THEN 'орамы' WHEN 'BOULEVARD' THEN 'бульвары' WHEN 'LANE' THEN 'тұйық көшесі' WHEN 'PASSAGE' THEN 'өткелі' WHEN 'SQUARE' THEN 'алаңы' WHEN 'HIGHWAY' THEN 'тас жолы' WHEN 'RESIDENTIAL_AREA' THEN 'тұрғын алабы' WHEN 'GARDENING_SOCIETY' THEN 'бағбандық серіктестігі' END END END AS kk, CASE WHEN ru.name IS NOT NULL THEN CASE WHEN CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END IS NULL OR (CASE WHEN length(split_part(ru.name, ' ', 1)) > 3 AND split_part(ru.name, ' ', 1) = upper(split_part(ru.name, ' ', 1)) AND split_part(ru.name, ' ', 1) <> lower(split_part(ru.name, ' ', 1)) THEN lower(split_part(ru.name, ' ', 1)) || ' ' || substr(ru.name, length(split_part(ru.name, ' ', 1)) + 2) ELSE ru.name END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN ru.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND ru.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN ru.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END ELSE CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END || ' ' || ru.name END END WHEN kk.name IS NOT NULL THEN CASE WHEN (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$') THEN kk.name ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END IS NULL OR (CASE WHEN length(split_part(kk.name, ' ', 1)) > 3 AND split_part(kk.name, ' ', 1) = upper(split_part(kk.name, ' ', 1)) AND split_part(kk.name, ' ', 1) <> lower(split_part(kk.name, ' ', 1)) THEN lower(split_part(kk.name, ' ', 1)) || ' ' || substr(kk.name, length(split_part(kk.name, ' ', 1)) + 2) ELSE kk.name END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN kk.name ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND kk.name ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN kk.name || ' ' || CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END ELSE CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END || ' ' || kk.name END END END || ' [kk]' ELSE CASE WHEN CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END IS NULL OR (CASE WHEN length(split_part('[?]', ' ', 1)) > 3 AND split_part('[?]', ' ', 1) = upper(split_part('[?]', ' ', 1)) AND split_part('[?]', ' ', 1) <> lower(split_part('[?]', ' ', 1)) THEN lower(split_part('[?]', ' ', 1)) || ' ' || substr('[?]', length(split_part('[?]', ' ', 1)) + 2) ELSE '[?]' END ~ '^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\.|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив|товарищество)(?:\s|$)') THEN '[?]' ELSE CASE WHEN k.kind IN ('CITY_DISTRICT', 'DISTRICT', 'OKRUG', 'REGION') AND '[?]' ~ '(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$' THEN '[?]' || ' ' || CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END ELSE CASE k.kind WHEN 'STREET' THEN 'улица' WHEN 'AVENUE' THEN 'проспект' WHEN 'MICRODISTRICT' THEN 'микрорайон' WHEN 'BLOCK' THEN 'квартал' WHEN 'BOULEVARD' THEN 'бульвар' WHEN 'LANE' THEN 'переулок' WHEN 'PASSAGE' THEN 'проезд' WHEN 'SQUARE' THEN 'площадь' WHEN 'HIGHWAY' THEN 'шоссе' WHEN 'RESIDENTIAL_AREA' THEN 'жилой массив' WHEN 'GARDENING_SOCIETY' THEN 'садоводческое товарищество' END || ' ' || '[?]' END END END AS ru, least(k.turning, kk.turning, ru.turning) AS turning
      FROM (SELECT DISTINCT geonym_id, day FROM street) c LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.geonym_type_known s WHERE s.geonym_id = c.geonym_id AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) k ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.geonym_name_known s WHERE s.geonym_id = c.geonym_id AND s.language = 'kk' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) kk ON true LEFT JOIN LATERAL (SELECT s.*, (NOT s.valid_time @> c.day OR coalesce(s.ends_after < c.day, false)) AS uncertain, CASE WHEN NOT s.valid_time @> c.day THEN lower(s.valid_time) WHEN s.ends_after < c.day THEN upper(s.valid_time) END AS turning FROM address.geonym_name_known s WHERE s.geonym_id = c.geonym_id AND s.language = 'ru' AND (s.valid_time @> c.day OR (s.starts_after < c.day AND lower(s.valid_time) > c.day)) AND s.transaction_time @> $2 ORDER BY s.valid_time LIMIT 1) ru ON true),
composed AS (
    SELECT p.start, p.day, p.until, least(min(t.turning), min(n.turning)) AS turning, string_agg(n.kk, ', ' ORDER BY t.step DESC) FILTER (WHERE true) AS kk, string_agg(n.ru, ', ' ORDER BY t.step DESC) FILTER (WHERE true) AS ru,
           (array_agg(t.unit_id ORDER BY t.step DESC) FILTER (WHERE t.unit_id IS NOT NULL))[1] AS unit_id
      FROM piece p JOIN street t USING (start, day) JOIN named n USING (geonym_id, day) GROUP BY p.start, p.day, p.until
),
whole AS (
    SELECT c.start, c.day, c.until, concat_ws(', ', coalesce(u.kk, 'Қазақстан Республикасы'), c.kk) AS kk,
           concat_ws(', ', coalesce(u.ru, 'Республика Казахстан'), c.ru) AS ru, c.unit_id IS NOT NULL AS placed,
           least(c.turning, u.turning) AS turning
      FROM composed c LEFT JOIN territory u ON u.unit_id = c.unit_id AND u.valid_time @> c.day
)
SELECT start AS geonym_id, daterange(nullif(min(day), '-infinity'), nullif(max(coalesce(until, 'infinity')), 'infinity')) AS valid_time, kk, ru, placed, turning
  FROM (SELECT *, sum(turned) OVER (PARTITION BY start ORDER BY day) AS period
          FROM (SELECT *, CAST(ROW(kk, ru, placed, turning) IS DISTINCT FROM ROW(lag(kk) OVER line, lag(ru) OVER line, lag(placed) OVER line, lag(turning) OVER line) AS int) AS turned
                  FROM whole WINDOW line AS (PARTITION BY start ORDER BY day)) t) p
 GROUP BY start, period, kk, ru, placed, turning
$function$
"""
# The moments at which states became believed, or were believed no more, and whose.
TURNS = """
CREATE TEMPORARY TABLE prefix_turn ON COMMIT DROP AS
SELECT DISTINCT m.moment, v.kind, v.id
  FROM (SELECT 'unit' AS kind, unit_id AS id, transaction_time FROM address.unit_type_known
        UNION ALL SELECT 'unit', unit_id, transaction_time FROM address.unit_name_known
        UNION ALL SELECT 'unit', unit_id, transaction_time FROM address.unit_parent_known
        UNION ALL SELECT 'geonym', geonym_id, transaction_time FROM address.geonym_type_known
        UNION ALL SELECT 'geonym', geonym_id, transaction_time FROM address.geonym_name_known
        UNION ALL SELECT 'geonym', geonym_id, transaction_time FROM address.geonym_place_known
        UNION ALL SELECT 'housed', unit_id, transaction_time FROM address.building_known WHERE unit_id IS NOT NULL) v
 CROSS JOIN LATERAL (VALUES (lower(v.transaction_time)), (upper(v.transaction_time))) m(moment)
 WHERE m.moment IS NOT NULL
"""
KEEP = """
    WITH composed AS MATERIALIZED (
        SELECT * FROM pg_temp.{kind}s_believed({kind}s, now_believed) c
         WHERE NOT (c.kk = 'Қазақстан Республикасы, [?]' AND c.ru = 'Республика Казахстан, [?]' AND c.turning IS NULL{unplaced})
    ),
    gone AS (
        DELETE FROM address.{kind}_prefix t WHERE t.{kind}_id = ANY ({kind}s) AND NOT EXISTS (SELECT FROM composed c WHERE {same})
        RETURNING {columns}, lower(t.transaction_time) AS since
    ),
    kept AS (
        INSERT INTO address.{kind}_prefix_history ({names}, transaction_time)
        SELECT {columns}, tstzrange(t.since, now_believed) FROM gone t
    )
    INSERT INTO address.{kind}_prefix ({names}, transaction_time)
    SELECT {names}, tstzrange(now_believed, NULL) FROM composed c
     WHERE (SELECT count(*) FROM gone) >= 0 AND NOT EXISTS (SELECT FROM address.{kind}_prefix t WHERE {same});
"""
FILL = """
DO $do$
DECLARE
    now_believed timestamptz;
    units bigint[];
    geonyms bigint[];
BEGIN
    FOR now_believed IN SELECT DISTINCT t.moment FROM prefix_turn t ORDER BY 1 LOOP
        WITH RECURSIVE unit_below AS (
            SELECT t.id FROM prefix_turn t WHERE t.moment = now_believed AND t.kind = 'unit'
            UNION
            SELECT p.unit_id FROM unit_below b JOIN address.unit_parent_known p
                ON p.parent_id = b.id AND p.transaction_time @> now_believed
        ),
        geonym_below AS (
            SELECT x.id FROM (SELECT t.id FROM prefix_turn t WHERE t.moment = now_believed AND t.kind = 'geonym'
                              UNION ALL
                              SELECT p.geonym_id FROM unit_below b JOIN address.geonym_place_known p
                                  ON p.unit_id = b.id AND p.transaction_time @> now_believed) x
            UNION
            SELECT p.geonym_id FROM geonym_below b JOIN address.geonym_place_known p
                ON p.parent_id = b.id AND p.transaction_time @> now_believed
        )
        SELECT (SELECT array_agg(DISTINCT u.id)
                  FROM (SELECT b.id FROM unit_below b
                         WHERE EXISTS (SELECT FROM address.building_known h
                                        WHERE h.unit_id = b.id AND h.transaction_time @> now_believed)
                            OR EXISTS (SELECT FROM address.unit_prefix k WHERE k.unit_id = b.id)
                        UNION ALL
                        SELECT t.id FROM prefix_turn t
                         WHERE t.moment = now_believed AND t.kind = 'housed'
                           AND EXISTS (SELECT FROM address.building_known h
                                        WHERE h.unit_id = t.id AND lower(h.transaction_time) = now_believed)) u),
               (SELECT array_agg(b.id) FROM geonym_below b)
          INTO units, geonyms;
{keep}
    END LOOP;
END
$do$
"""


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in (*TABLES, *KEEPING, *_filling()):
            cursor.execute(statement)


def _filling() -> tuple[str, ...]:
    """From here on the triggers keep the tables; until then their own stamps would be those of this transaction."""
    kinds = (("unit", ("kk", "ru", "turning")), ("geonym", ("kk", "ru", "placed", "turning")))
    tables = [f"address.{kind}_prefix" for kind, _ in kinds]
    keep = "".join(_keep(kind, ("valid_time", *said)) for kind, said in kinds)
    return (
        UNITS_BELIEVED, GEONYMS_BELIEVED, TURNS, "CREATE INDEX ON prefix_turn (moment)", "ANALYZE prefix_turn",
        *(f"ALTER TABLE {table} DISABLE TRIGGER keep_version" for table in tables),
        FILL.replace("{keep}", keep),
        *(f"ALTER TABLE {table} ENABLE TRIGGER keep_version" for table in tables),
        "DROP TABLE prefix_turn",
        "DROP FUNCTION pg_temp.geonyms_believed(bigint[], timestamptz)",
        "DROP FUNCTION pg_temp.units_believed(bigint[], timestamptz)",
    )


def _keep(kind: str, said: tuple[str, ...]) -> str:
    names = [f"{kind}_id", *said]
    return KEEP.format(
        kind=kind,
        names=", ".join(names),
        columns=", ".join(f"t.{name}" for name in names),
        same=" AND ".join(f"t.{name} {'IS NOT DISTINCT FROM' if name == 'turning' else '='} c.{name}" for name in names),
        unplaced=" AND NOT c.placed" if kind == "geonym" else "",
    )


UNDO = (
    *(
        f"DROP TRIGGER prefix_after_{operation} ON address.{fact}"
        for fact in ("unit_type", "unit_name", "unit_parent", "geonym_type", "geonym_name", "geonym_place", "building")
        for operation in (("insert", "update") if fact == "building" else ("insert", "update", "delete"))
    ),
    "DROP TABLE address.prefix_due",
    "DROP FUNCTION address.building_chain(bigint, date), address.building_chain(bigint, date, timestamptz)",
    "DROP FUNCTION address.building_placed(), address.geonym_changed(), address.unit_changed()",
    "DROP FUNCTION address.derive_prefixes_at_commit(), address.derive_prefixes()",
    "DROP FUNCTION address.keep_geonym_prefixes(bigint[]), address.keep_unit_prefixes(bigint[])",
    "DROP FUNCTION address.composed_geonym_prefixes(bigint[]), address.composed_unit_prefixes(bigint[])",
    "DROP VIEW address.geonym_prefix_known, address.unit_prefix_known",
    "DROP TABLE address.geonym_prefix, address.geonym_prefix_history, address.unit_prefix, address.unit_prefix_history",
)


def downgrade() -> None:
    with op.get_bind().connection.cursor() as cursor:
        for statement in UNDO:
            cursor.execute(statement)
