-- Units :after to :until, through the tables' own triggers: what the register derives of them is derived.

-- step: unit
INSERT INTO address.unit (id) OVERRIDING SYSTEM VALUE SELECT id FROM unit_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: unit_existence
INSERT INTO address.unit_existence (unit_id, valid_time, starts_basis, act_id)
SELECT id, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM unit_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: unit_code
INSERT INTO address.unit_code (unit_id, kato, valid_time, starts_basis, act_id)
SELECT id, '99' || lpad(id::text, 7, '0'), '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act)
  FROM unit_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: unit_type
INSERT INTO address.unit_type (unit_id, kind, valid_time, starts_basis, act_id)
SELECT id, kind, '[1936-01-01,)', 'STATED', (SELECT min(id) FROM provenance.act) FROM unit_plan WHERE id > :after AND id <= :until ORDER BY id;

-- step: unit_parent
INSERT INTO address.unit_parent (unit_id, parent_id, valid_time, starts_basis, ends_basis, act_id)
SELECT id, coalesce(older_parent_id, parent_id),
       daterange('1936-01-01', CASE WHEN older_parent_id IS NOT NULL THEN changed_on END), 'STATED',
       CASE WHEN older_parent_id IS NOT NULL THEN 'STATED' END, (SELECT min(id) FROM provenance.act)
  FROM unit_plan WHERE parent_id IS NOT NULL AND id > :after AND id <= :until
UNION ALL
SELECT id, parent_id, daterange(changed_on, NULL), 'STATED', NULL, (SELECT min(id) FROM provenance.act)
  FROM unit_plan WHERE older_parent_id IS NOT NULL AND id > :after AND id <= :until;
