-- Names of geonyms :after to :until; some were renamed once.

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
 ) v
 WHERE g.id > :after AND g.id <= :until;
