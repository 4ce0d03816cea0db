-- Names of units :after to :until, :versions of each in each language, the last for good.

-- step: unit_name
INSERT INTO address.unit_name (unit_id, language, name, valid_time, starts_basis, ends_basis, act_id)
SELECT u.id, l.language, l.name || CASE WHEN n < :versions THEN ' ' || n ELSE '' END,
       daterange(CASE n WHEN 1 THEN '1936-01-01' ELSE pg_temp.turn(-u.id, n, :versions) END,
                 CASE WHEN n < :versions THEN pg_temp.turn(-u.id, n + 1, :versions) END),
       'STATED', CASE WHEN n < :versions THEN 'STATED' END, (SELECT min(id) FROM provenance.act)
  FROM unit_plan u
 CROSS JOIN LATERAL (VALUES ('kk', u.kk), ('ru', u.ru)) l (language, name)
 CROSS JOIN generate_series(1, :versions) n
 WHERE u.id > :after AND u.id <= :until;
