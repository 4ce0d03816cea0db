-- What PostGraphile reads: the register's own tables, by relations with a filter and by one function a field.
-- full_text and standing_s below are the register's own wording of an address and of what stands: the same text that our compiler writes.
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;

-- By the register's rule a version stands on a day that it holds on, or that it may have begun before.
CREATE VIEW peer.individual AS SELECT id FROM individual.individual;
COMMENT ON VIEW peer.individual IS '@primaryKey id';
CREATE VIEW peer.name AS
    SELECT individual_id, script, surname, given_name, patronymic, valid_time, starts_after FROM individual.name;
CREATE VIEW peer.birth AS
    SELECT individual_id, birth_date, valid_time, starts_after FROM individual.birth;
CREATE VIEW peer.document AS
    SELECT individual_id, kind, number, issuer, lower(valid_time) AS valid_from, upper(valid_time) AS valid_to, valid_time,
           starts_after
      FROM individual.document;
CREATE VIEW peer.identifier AS
    SELECT individual_id, scheme, value, lower(valid_time) AS valid_from, upper(valid_time) AS valid_to, valid_time, starts_after
      FROM crosswalk.individual_identifier;
CREATE VIEW peer.residence AS
    SELECT individual_id, address_id, lower(valid_time) AS valid_from, valid_time, starts_after FROM individual.residence;

COMMENT ON VIEW peer.name IS
    E'@primaryKey individual_id,script,valid_time\n@foreignKey (individual_id) references individual (id)|@foreignFieldName names';
COMMENT ON VIEW peer.birth IS
    E'@primaryKey individual_id,valid_time\n@foreignKey (individual_id) references individual (id)|@foreignFieldName births';
COMMENT ON VIEW peer.document IS
    E'@primaryKey individual_id,kind,number,valid_time\n@foreignKey (individual_id) references individual (id)|@foreignFieldName documents';
COMMENT ON VIEW peer.identifier IS
    E'@primaryKey individual_id,scheme,value,valid_time\n@foreignKey (individual_id) references individual (id)|@foreignFieldName identifiers';
COMMENT ON VIEW peer.residence IS
    E'@primaryKey individual_id,valid_time\n@foreignKey (individual_id) references individual (id)|@foreignFieldName residences';

-- The person who bears a number on the day, else who ever bore it; of several nobody. Rows are compared, as in our own
-- look-up, so that the B-tree is read and not the temporal key.
CREATE FUNCTION peer.person(iin text, day date) RETURNS SETOF peer.individual LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT f.id FROM (
        SELECT count(DISTINCT b.entity) AS found, min(b.entity) AS id FROM (
            SELECT s.individual_id AS entity, coalesce({standing_s}, false) AS holds,
                   bool_or(coalesce({standing_s}, false)) OVER () AS borne
              FROM crosswalk.individual_identifier s
             WHERE s.value COLLATE "C" = person.iin AND s.scheme = 'IIN'
        ) b WHERE b.holds OR NOT b.borne
    ) f WHERE f.found = 1;
END;

-- One function a field.
CREATE FUNCTION peer.individual_iin(individual peer.individual, day date) RETURNS text LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT s.value FROM crosswalk.individual_identifier s
     WHERE s.individual_id = individual_iin.individual.id AND s.scheme = 'IIN' AND {standing_s}
     ORDER BY NOT s.valid_time @> day, lower(s.valid_time) DESC NULLS LAST, s.value DESC LIMIT 1;
END;
CREATE FUNCTION peer.individual_names_on(individual peer.individual, day date) RETURNS SETOF peer.name LANGUAGE sql STABLE ROWS 2
BEGIN ATOMIC
    SELECT DISTINCT ON (s.individual_id, s.script) s.individual_id, s.script, s.surname, s.given_name, s.patronymic,
           s.valid_time, s.starts_after
      FROM individual.name s WHERE s.individual_id = individual_names_on.individual.id AND {standing_s}
     ORDER BY s.individual_id, s.script, s.valid_time;
END;
CREATE FUNCTION peer.individual_birth_date(individual peer.individual, day date) RETURNS date LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT s.birth_date FROM individual.birth s
     WHERE s.individual_id = individual_birth_date.individual.id AND {standing_s} ORDER BY s.valid_time LIMIT 1;
END;
CREATE FUNCTION peer.individual_identifiers_on(individual peer.individual, day date) RETURNS SETOF peer.identifier
LANGUAGE sql STABLE ROWS 3
BEGIN ATOMIC
    SELECT DISTINCT ON (s.individual_id, s.scheme, s.value) s.individual_id, s.scheme, s.value, lower(s.valid_time),
           upper(s.valid_time), s.valid_time, s.starts_after
      FROM crosswalk.individual_identifier s
     WHERE s.individual_id = individual_identifiers_on.individual.id AND {standing_s}
     ORDER BY s.individual_id, s.scheme, s.value, s.valid_time;
END;
CREATE FUNCTION peer.individual_documents_on(individual peer.individual, day date) RETURNS SETOF peer.document
LANGUAGE sql STABLE ROWS 2
BEGIN ATOMIC
    SELECT DISTINCT ON (s.individual_id, s.kind, s.number) s.individual_id, s.kind, s.number, s.issuer, lower(s.valid_time),
           upper(s.valid_time), s.valid_time, s.starts_after
      FROM individual.document s WHERE s.individual_id = individual_documents_on.individual.id AND {standing_s}
     ORDER BY s.individual_id, s.kind, s.number, s.valid_time;
END;
CREATE FUNCTION peer.individual_residence_on(individual peer.individual, day date) RETURNS SETOF peer.residence
LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT s.individual_id, s.address_id, lower(s.valid_time), s.valid_time, s.starts_after
      FROM individual.residence s WHERE s.individual_id = individual_residence_on.individual.id AND {standing_s}
     ORDER BY s.valid_time LIMIT 1;
END;

-- The address of a residence: code and whole text in both languages.
CREATE TYPE peer.address_text AS (rka text, kazakh text, russian text);
CREATE FUNCTION peer.residence_address(residence peer.residence, day date) RETURNS SETOF peer.address_text
LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT (SELECT s.rka FROM address.address_code s
             WHERE s.address_id = residence_address.residence.address_id AND {standing_s} ORDER BY s.valid_time LIMIT 1),
           f.kk, f.ru
      FROM ({full_text}) f;
END;
