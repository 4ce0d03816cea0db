-- Units and geonyms, through the tables' own triggers: what the register derives from them is derived.
-- 1 republic, 20 regions, 200 districts, 20 cities, 2,000 okrugs, 6,000 villages; streets grow with the persons.

-- step: kind of database and ground
WITH kind AS (INSERT INTO provenance.database_kind VALUES (true))
INSERT INTO provenance.act (title, signed_on) VALUES ('Order on the made-up territory', '1936-01-01');

-- step: units planned
CREATE TEMPORARY TABLE unit_plan AS
WITH made AS (
    SELECT 1 AS id, 'REPUBLIC' AS kind, NULL::int AS parent_id, NULL::int AS older_parent_id
    UNION ALL SELECT 1 + n, 'REGION', 1, NULL FROM generate_series(1, 20) n
    UNION ALL SELECT 21 + n, 'DISTRICT', 2 + n % 20, NULL FROM generate_series(1, 200) n
    UNION ALL SELECT 221 + n, 'CITY', 1 + n, NULL FROM generate_series(1, 20) n
    UNION ALL SELECT 241 + n, 'OKRUG', 22 + n % 200, NULL FROM generate_series(1, 2000) n
    UNION ALL SELECT 2241 + n, 'VILLAGE', 242 + n % 2000, CASE n % 5 WHEN 0 THEN 242 + (n + 701) % 2000 END
                FROM generate_series(1, 6000) n
)
SELECT m.*, a.kk, a.ru, b.kk AS older_kk, b.ru AS older_ru,
       date '2001-01-01' + pg_temp.draw(m.id, 11, 8000) AS changed_on, m.id % 3 = 0 AS renamed, m.id % 2 = 0 AS observed
  FROM made m
  JOIN place_word a ON a.n = pg_temp.draw(m.id, 12, :places)
  JOIN place_word b ON b.n = pg_temp.draw(m.id, 13, :places);

-- step: unit
INSERT INTO address.unit (id) OVERRIDING SYSTEM VALUE SELECT id FROM unit_plan ORDER BY id;

-- step: unit_existence
INSERT INTO address.unit_existence (unit_id, valid_time, starts_basis, act_id)
SELECT id, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM unit_plan ORDER BY id;

-- step: unit_code
INSERT INTO address.unit_code (unit_id, kato, valid_time, starts_basis, act_id)
SELECT id, '99' || lpad(id::text, 7, '0'), '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act)
  FROM unit_plan ORDER BY id;

-- step: unit_type
INSERT INTO address.unit_type (unit_id, kind, valid_time, starts_basis, act_id)
SELECT id, kind, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM unit_plan ORDER BY id;

-- step: unit_parent
INSERT INTO address.unit_parent (unit_id, parent_id, valid_time, starts_basis, ends_basis, act_id)
SELECT id, coalesce(older_parent_id, parent_id),
       daterange('1936-01-01', CASE WHEN older_parent_id IS NOT NULL THEN changed_on END), 'STATED',
       CASE WHEN older_parent_id IS NOT NULL THEN 'STATED' END, (SELECT min(id) FROM provenance.act)
  FROM unit_plan WHERE parent_id IS NOT NULL
UNION ALL
SELECT id, parent_id, daterange(changed_on, NULL), 'STATED', NULL, (SELECT min(id) FROM provenance.act)
  FROM unit_plan WHERE older_parent_id IS NOT NULL;

-- step: unit_name
INSERT INTO address.unit_name
    (unit_id, language, name, valid_time, starts_basis, starts_after, ends_basis, ends_after, act_id)
SELECT u.id, l.language, v.name, v.valid_time, v.starts_basis, v.starts_after, v.ends_basis, v.ends_after,
       (SELECT min(id) FROM provenance.act)
  FROM unit_plan u
 CROSS JOIN LATERAL (VALUES ('kk', kk, older_kk), ('ru', ru, older_ru)) l (language, name, older)
 CROSS JOIN LATERAL (
    SELECT l.name, daterange(CASE WHEN renamed THEN changed_on ELSE '1936-01-01' END, NULL) AS valid_time,
           CASE WHEN renamed AND observed THEN 'OBSERVED' ELSE 'STATED' END AS starts_basis,
           CASE WHEN renamed AND observed THEN changed_on - 300 END AS starts_after,
           NULL AS ends_basis, NULL::date AS ends_after
    UNION ALL
    SELECT l.older, daterange('1936-01-01', changed_on), 'STATED', NULL,
           CASE WHEN observed THEN 'OBSERVED' ELSE 'STATED' END, CASE WHEN observed THEN changed_on - 300 END
     WHERE renamed
 ) v;

-- step: geonyms planned
CREATE TEMPORARY TABLE geonym_plan AS
WITH made AS (
    SELECT n AS id, 'MICRODISTRICT' AS kind, 222 + n % 20 AS unit_id, NULL::int AS parent_id, n AS place
      FROM generate_series(1, 200) n
    UNION ALL
    SELECT 200 + n, CASE n % 8 WHEN 0 THEN 'AVENUE' ELSE 'STREET' END, 222 + n % 20,
           CASE n % 4 WHEN 0 THEN 20 * pg_temp.draw(n, 21, 9) + 20 + n % 20 END, n
      FROM generate_series(1, :city_streets) n
    UNION ALL
    SELECT 200 + :city_streets + n, 'STREET', 2242 + n % 6000, NULL, n FROM generate_series(1, :village_streets) n
)
SELECT m.*, a.kk, a.ru, b.kk AS older_kk, b.ru AS older_ru,
       date '1995-01-01' + pg_temp.draw(m.id, 22, 9500) AS changed_on, m.id % 2 = 0 AS renamed
  FROM made m
  JOIN street_word a ON a.n = pg_temp.draw(m.id, 23, :streets)
  JOIN street_word b ON b.n = pg_temp.draw(m.id, 24, :streets);

-- step: geonym
INSERT INTO address.geonym (id) OVERRIDING SYSTEM VALUE SELECT id FROM geonym_plan ORDER BY id;

-- step: geonym_existence
INSERT INTO address.geonym_existence (geonym_id, valid_time, starts_basis, act_id)
SELECT id, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM geonym_plan ORDER BY id;

-- step: geonym_code
INSERT INTO address.geonym_code (geonym_id, rko, valid_time, starts_basis, act_id)
SELECT id, '99' || lpad(id::text, 10, '0'), '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act)
  FROM geonym_plan ORDER BY id;

-- step: geonym_type
INSERT INTO address.geonym_type (geonym_id, kind, valid_time, starts_basis, act_id)
SELECT id, kind, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM geonym_plan ORDER BY id;

-- step: geonym_place
INSERT INTO address.geonym_place (geonym_id, unit_id, parent_id, valid_time, starts_basis, act_id)
SELECT id, unit_id, parent_id, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act)
  FROM geonym_plan ORDER BY id;

-- step: geonym_name
INSERT INTO address.geonym_name (geonym_id, language, name, valid_time, starts_basis, ends_basis, act_id)
SELECT g.id, l.language, v.name, v.valid_time, 'STATED', v.ends_basis, (SELECT min(id) FROM provenance.act)
  FROM geonym_plan g
 CROSS JOIN LATERAL (VALUES ('kk', kk, older_kk), ('ru', ru, older_ru)) l (language, name, older)
 CROSS JOIN LATERAL (
    SELECT l.name, daterange(CASE WHEN renamed THEN changed_on ELSE '1936-01-01' END, NULL) AS valid_time,
           NULL AS ends_basis
    UNION ALL
    SELECT l.older, daterange('1936-01-01', changed_on), 'STATED' WHERE renamed
 ) v;
