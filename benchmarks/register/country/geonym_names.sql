-- Names of geonyms :after to :until, :versions of each in each language, the last for good.

-- step: geonym_name
INSERT INTO address.geonym_name (geonym_id, language, name, valid_time, starts_basis, ends_basis, act_id)
SELECT g.id, l.language, l.name || CASE WHEN n < :versions THEN ' ' || n ELSE '' END,
       daterange(CASE n WHEN 1 THEN '1936-01-01' ELSE pg_temp.turn(g.id, n, :versions) END,
                 CASE WHEN n < :versions THEN pg_temp.turn(g.id, n + 1, :versions) END),
       'STATED', CASE WHEN n < :versions THEN 'STATED' END, (SELECT min(id) FROM provenance.act)
  FROM geonym_plan g
 CROSS JOIN LATERAL (VALUES ('kk', g.kk), ('ru', g.ru)) l (language, name)
 CROSS JOIN generate_series(1, :versions) n
 WHERE g.id > :after AND g.id <= :until;
