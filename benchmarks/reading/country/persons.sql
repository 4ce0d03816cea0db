-- Persons born 1940 to 2007, with numbers that are issued to nobody, and what each record is taken to have said.

-- step: persons planned
CREATE TEMPORARY TABLE person_plan AS
WITH born AS (
    SELECT n::bigint AS id, date '1940-01-01' + pg_temp.draw(n, 31, 24800) AS birth_date, pg_temp.draw(n, 32, 2) AS woman
      FROM generate_series(1, :persons) n
), placed AS (
    SELECT b.*, row_number() OVER (PARTITION BY birth_date, woman ORDER BY id) - 1 AS place FROM born b
)
SELECT p.id, p.birth_date, p.woman = 1 AS woman, i.iin,
       CASE WHEN p.birth_date < '1994-01-01' THEN r.first || r.digit END AS rnn,
       CASE WHEN p.birth_date < '1994-01-01' THEN 'ZZ' || lpad(p.id::text, 14, '0') END AS sik,
       greatest(date '1996-01-01' + pg_temp.draw(p.id, 33, 10400), p.birth_date + 400) AS moved_on,
       (p.id * 7368787 + 11) % (:blocks * 81 + :houses * 3) AS home,
       (p.id * 15485863 + 5) % (:blocks * 81 + :houses * 3) AS older_home,
       pg_temp.draw(p.id, 34, 10) = 0 AS observed,
       p.woman = 1 AND p.birth_date < '1996-01-01' AND pg_temp.draw(p.id, 35, 2) = 0 AS married,
       p.birth_date + 8800 AS married_on,
       date '2017-06-01' + pg_temp.draw(p.id, 36, 2800) AS card_issued,
       pg_temp.draw(p.id, 41, :surnames) AS surname, pg_temp.draw(p.id, 42, :surnames) AS maiden,
       pg_temp.draw(p.id, 43, CASE WHEN p.woman = 1 THEN :women ELSE :men END) AS given,
       pg_temp.draw(p.id, 44, :men) AS father
  FROM placed p
 CROSS JOIN LATERAL (
    SELECT e.first || f.digit AS iin
      FROM generate_series(p.place * 4, p.place * 4 + 3) s (serial)
     CROSS JOIN LATERAL (
        SELECT to_char(p.birth_date, 'YYMMDD') || 7 + p.woman || lpad(s.serial::text, 4, '0') AS first
     ) e
     CROSS JOIN LATERAL pg_temp.iin_digit(e.first) f
     WHERE f.digit IS NOT NULL LIMIT 1
 ) i
 CROSS JOIN LATERAL (
    SELECT e.first, f.digit FROM (SELECT '99' || lpad((p.id % 1000000000)::text, 9, '0') AS first) e
     CROSS JOIN LATERAL pg_temp.rnn_digit(e.first) f
 ) r;

-- step: record
INSERT INTO provenance.record (id, source_id, key) OVERRIDING SYSTEM VALUE
SELECT p.id, (SELECT min(id) FROM provenance.source), p.id::text FROM person_plan p ORDER BY p.id;

-- step: statement
INSERT INTO provenance.statement (id, record_id, digest, delivery_id, line, layout_id, words) OVERRIDING SYSTEM VALUE
SELECT id, id, md5(id::text)::uuid, (SELECT min(id) FROM provenance.delivery), id,
       (SELECT min(id) FROM provenance.layout), jsonb_build_array(id)
  FROM person_plan ORDER BY id;

-- step: individual
INSERT INTO individual.individual (id) OVERRIDING SYSTEM VALUE SELECT id FROM person_plan ORDER BY id;

-- step: birth
INSERT INTO individual.birth (individual_id, birth_date, birth_place, valid_time, starts_basis, statement_id, transaction_time)
SELECT id, birth_date, NULL, daterange(birth_date, NULL), 'STATED', id, tstzrange(:moment, NULL)
  FROM person_plan ORDER BY id;

-- step: sex
INSERT INTO individual.sex (individual_id, sex, valid_time, starts_basis, statement_id, transaction_time)
SELECT id, CASE WHEN woman THEN 'FEMALE' ELSE 'MALE' END, daterange(birth_date, NULL), 'STATED', id,
       tstzrange(:moment, NULL)
  FROM person_plan ORDER BY id;

-- step: citizenship
INSERT INTO individual.citizenship (individual_id, country, valid_time, starts_basis, statement_id, transaction_time)
SELECT id, '398', daterange(greatest(birth_date, '1991-12-20'), NULL), 'STATED', id, tstzrange(:moment, NULL)
  FROM person_plan ORDER BY id;

-- step: name
INSERT INTO individual.name
    (individual_id, script, surname, given_name, patronymic, valid_time, starts_basis, ends_basis, statement_id, transaction_time)
SELECT p.id, l.script, v.surname, l.given, l.patronymic, v.valid_time, 'STATED', v.ends_basis, p.id,
       tstzrange(:moment, NULL)
  FROM person_plan p
  JOIN surname_word s ON s.n = p.surname
  JOIN surname_word m ON m.n = p.maiden
  JOIN given_word g ON g.woman = p.woman AND g.n = p.given
  JOIN given_word f ON NOT f.woman AND f.n = p.father
 CROSS JOIN LATERAL (VALUES
    ('kk', s.kk, m.kk, 'а', g.kk, f.kk || CASE WHEN p.woman THEN 'қызы' ELSE 'ұлы' END),
    ('ru', s.ru, m.ru, 'а', g.ru, f.ru || CASE WHEN p.woman THEN 'овна' ELSE 'ович' END),
    ('latin', s.latin, m.latin, 'a', g.latin, NULL)
 ) l (script, surname, maiden, ending, given, patronymic)
 CROSS JOIN LATERAL (
    SELECT CASE WHEN p.woman THEN l.surname || l.ending ELSE l.surname END AS surname,
           daterange(CASE WHEN p.married THEN p.married_on ELSE p.birth_date END, NULL) AS valid_time, NULL AS ends_basis
    UNION ALL
    SELECT l.maiden || l.ending, daterange(p.birth_date, p.married_on), 'STATED' WHERE p.married
 ) v
 WHERE l.script <> 'latin' OR p.id % 2 = 0
 ORDER BY p.id;

-- step: document
INSERT INTO individual.document
    (individual_id, kind, number, issuer, valid_time, starts_basis, ends_basis, statement_id, transaction_time)
SELECT p.id, d.kind, d.number, d.issuer, d.valid_time, 'STATED', d.ends_basis, p.id, tstzrange(:moment, NULL)
  FROM person_plan p
 CROSS JOIN LATERAL (
    SELECT 'IDENTITY_CARD' AS kind, '000' || lpad((p.id % 1000000)::text, 6, '0') AS number, '001' AS issuer,
           daterange(card_issued, (card_issued + interval '10 years')::date) AS valid_time, 'STATED' AS ends_basis
    UNION ALL
    SELECT 'IDENTITY_CARD', '000' || lpad(((p.id + 500000) % 1000000)::text, 6, '0'), '001',
           daterange((card_issued - interval '10 years')::date, card_issued), 'STATED' WHERE birth_date < '1990-01-01'
    UNION ALL
    SELECT 'BIRTH_CERTIFICATE', '99' || lpad(p.id::text, 10, '0'), NULL, daterange(birth_date, NULL), NULL WHERE p.id % 2 = 1
 ) d
 ORDER BY p.id;

-- step: residence
INSERT INTO individual.residence
    (individual_id, address_id, valid_time, starts_basis, starts_after, ends_basis, ends_after, statement_id, transaction_time)
SELECT p.id, CASE WHEN r.home < :blocks * 81 THEN :blocks + 1 + r.home / 3
                  ELSE :blocks * 28 + 1 + (r.home - :blocks * 81) / 3 END,
       r.valid_time, r.starts_basis, r.starts_after, r.ends_basis, r.ends_after, p.id, tstzrange(:moment, NULL)
  FROM person_plan p
 CROSS JOIN LATERAL (
    SELECT older_home AS home, daterange(greatest(birth_date, '1991-12-16'), moved_on) AS valid_time,
           'STATED' AS starts_basis, NULL::date AS starts_after,
           CASE WHEN observed THEN 'OBSERVED' ELSE 'STATED' END AS ends_basis,
           CASE WHEN observed THEN moved_on - 30 END AS ends_after
    UNION ALL
    SELECT home, daterange(moved_on, NULL), CASE WHEN observed THEN 'OBSERVED' ELSE 'STATED' END,
           CASE WHEN observed THEN moved_on - 30 END, NULL, NULL
 ) r
 ORDER BY p.id;

-- step: individual_identifier
INSERT INTO crosswalk.individual_identifier
    (individual_id, scheme, value, valid_time, starts_basis, ends_basis, statement_id, transaction_time)
SELECT p.id, i.scheme, i.value, i.valid_time, 'STATED', i.ends_basis, p.id, tstzrange(:moment, NULL)
  FROM person_plan p
 CROSS JOIN LATERAL (
    SELECT 'IIN' AS scheme, iin AS value, daterange(greatest(birth_date, '1997-01-01'), NULL) AS valid_time, NULL AS ends_basis
    UNION ALL SELECT 'RNN', rnn, daterange(greatest(birth_date + 6600, '1997-01-01'), '2013-01-01'), 'STATED' WHERE rnn IS NOT NULL
    UNION ALL SELECT 'SIK', sik, daterange(greatest(birth_date + 6600, '1999-01-01'), NULL), NULL WHERE sik IS NOT NULL
 ) i
 ORDER BY p.id;
