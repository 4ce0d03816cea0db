-- Units and geonyms, planned here and stated by the other files.
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
