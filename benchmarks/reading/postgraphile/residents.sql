
-- Who lives in a building on a day, by name in Kazakh order.
CREATE FUNCTION peer.residents(rka text, day date) RETURNS SETOF peer.individual LANGUAGE sql STABLE ROWS 80
BEGIN ATOMIC
-- the rows
    SELECT s.individual_id AS id
      FROM (
        SELECT {address} AS address_id UNION ALL
        SELECT s.address_id FROM address.premises s WHERE s.building_id = {address} AND {first_premises}
      ) a
      JOIN individual.residence s ON s.address_id = a.address_id AND {first_residence}
      LEFT JOIN LATERAL (
        SELECT n.sort_key FROM individual.name n WHERE n.individual_id = s.individual_id AND n.script = 'kk' AND {standing_n}
         ORDER BY n.valid_time LIMIT 1
      ) k ON true
     ORDER BY k.sort_key, s.individual_id
-- until here
;
END;
