-- Names of units :after to :until; some were renamed once.

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
 ) v
 WHERE u.id > :after AND u.id <= :until;
