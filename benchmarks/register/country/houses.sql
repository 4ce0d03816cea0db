-- Houses, as many on every geonym.

-- step: address
INSERT INTO address.address (id) OVERRIDING SYSTEM VALUE SELECT n FROM generate_series(1, :buildings) n;

-- step: address_existence
INSERT INTO address.address_existence (address_id, valid_time, starts_basis, act_id, transaction_time)
SELECT n, '[1950-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act), tstzrange(:moment, NULL)
  FROM generate_series(1, :buildings) n;

-- step: address_code
INSERT INTO address.address_code (address_id, rka, valid_time, starts_basis, act_id, transaction_time)
SELECT n, '99' || lpad(n::text, 14, '0'), '[1950-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act),
       tstzrange(:moment, NULL)
  FROM generate_series(1, :buildings) n;

-- step: building
INSERT INTO address.building (address_id, geonym_id, number, pointer, valid_time, starts_basis, act_id, transaction_time)
SELECT n, 1 + n % (200 + :city_streets + :village_streets), (1 + n / (200 + :city_streets + :village_streets))::text, 'HOUSE',
       '[1950-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act), tstzrange(:moment, NULL)
  FROM generate_series(1, :buildings) n;
