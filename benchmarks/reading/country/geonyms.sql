-- Geonyms :after to :until, through the tables' own triggers: what the register derives of them is derived.

-- step: geonym
INSERT INTO address.geonym (id) OVERRIDING SYSTEM VALUE SELECT id FROM geonym_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: geonym_existence
INSERT INTO address.geonym_existence (geonym_id, valid_time, starts_basis, act_id)
SELECT id, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM geonym_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: geonym_code
INSERT INTO address.geonym_code (geonym_id, rko, valid_time, starts_basis, act_id)
SELECT id, '99' || lpad(id::text, 10, '0'), '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act)
  FROM geonym_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: geonym_type
INSERT INTO address.geonym_type (geonym_id, kind, valid_time, starts_basis, act_id)
SELECT id, kind, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM geonym_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: geonym_place
INSERT INTO address.geonym_place (geonym_id, unit_id, parent_id, valid_time, starts_basis, act_id)
SELECT id, unit_id, parent_id, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act)
  FROM geonym_plan WHERE id > :after AND id <= :until ORDER BY id;
