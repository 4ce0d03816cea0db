-- Buildings of 27 apartments on the streets of cities, every tenth a corpus of the one before it; houses in villages.
-- 81 persons live in a building of the first kind, three in a house.

-- step: buildings planned
CREATE TEMPORARY TABLE building_plan AS
SELECT n AS id, CASE WHEN n % 10 = 0 THEN NULL ELSE 201 + n % :city_streets END AS geonym_id,
       CASE WHEN n % 10 = 0 THEN n - 1 END AS parent_id,
       CASE WHEN n % 10 = 0 THEN '1' ELSE (n / :city_streets + 1)::text END AS number,
       CASE WHEN n % 10 = 0 THEN 'CORPUS' ELSE 'HOUSE' END AS pointer
  FROM generate_series(1, :blocks) n
UNION ALL
SELECT :blocks * 28 + n, 201 + :city_streets + n % :village_streets, NULL, (n / :village_streets + 1)::text, 'HOUSE'
  FROM generate_series(1, :houses) n;

-- step: address
INSERT INTO address.address (id) OVERRIDING SYSTEM VALUE SELECT n FROM generate_series(1, :blocks * 28 + :houses) n;

-- step: address_existence
INSERT INTO address.address_existence (address_id, valid_time, starts_basis, act_id, transaction_time)
SELECT n, '[1950-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act), tstzrange(:moment, NULL)
  FROM generate_series(1, :blocks * 28 + :houses) n;

-- step: address_code
INSERT INTO address.address_code (address_id, rka, valid_time, starts_basis, act_id, transaction_time)
SELECT n, '99' || lpad(n::text, 14, '0'), '[1950-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act),
       tstzrange(:moment, NULL)
  FROM generate_series(1, :blocks * 28 + :houses) n;

-- step: building
INSERT INTO address.building
    (address_id, geonym_id, parent_id, number, pointer, valid_time, starts_basis, act_id, transaction_time)
SELECT id, geonym_id, parent_id, number, pointer, '[1950-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act),
       tstzrange(:moment, NULL)
  FROM building_plan ORDER BY id;

-- step: premises
INSERT INTO address.premises (address_id, building_id, number, kind, valid_time, starts_basis, act_id, transaction_time)
SELECT :blocks + n, (n - 1) / 27 + 1, ((n - 1) % 27 + 1)::text, 'APARTMENT', '[1950-01-01,)', 'STATED',
       (SELECT min(id) FROM provenance.act), tstzrange(:moment, NULL)
  FROM generate_series(1, :blocks * 27) n;
