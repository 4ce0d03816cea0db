-- What the other files draw with. Everything follows from :seed.

-- step: draw
CREATE FUNCTION pg_temp.draw(of bigint, what integer, most integer) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN ((hashint8extended(of, :seed * 1000 + what) & 2147483647) % most)::integer;

-- step: IIN check digit
-- The twelfth digit; null where the number is never issued. (A table, because such a function becomes part of its query.)
CREATE FUNCTION pg_temp.iin_digit(first text) RETURNS TABLE (digit integer) LANGUAGE sql IMMUTABLE
BEGIN ATOMIC SELECT CASE WHEN w.one < 10 THEN w.one WHEN w.two < 10 THEN w.two END
  FROM (SELECT (ascii(substr(first, 1)) + 2 * ascii(substr(first, 2)) + 3 * ascii(substr(first, 3))
              + 4 * ascii(substr(first, 4)) + 5 * ascii(substr(first, 5)) + 6 * ascii(substr(first, 6))
              + 7 * ascii(substr(first, 7)) + 8 * ascii(substr(first, 8)) + 9 * ascii(substr(first, 9))
              + 10 * ascii(substr(first, 10)) + 11 * ascii(substr(first, 11)) - 48 * 66) % 11 AS one,
               (3 * ascii(substr(first, 1)) + 4 * ascii(substr(first, 2)) + 5 * ascii(substr(first, 3))
              + 6 * ascii(substr(first, 4)) + 7 * ascii(substr(first, 5)) + 8 * ascii(substr(first, 6))
              + 9 * ascii(substr(first, 7)) + 10 * ascii(substr(first, 8)) + 11 * ascii(substr(first, 9))
              + ascii(substr(first, 10)) + 2 * ascii(substr(first, 11)) - 48 * 66) % 11 AS two) w; END;

-- step: RNN check digit
-- Three of the ten passes; null for the one number in a thousand that needs more.
CREATE FUNCTION pg_temp.rnn_digit(first text) RETURNS TABLE (digit integer) LANGUAGE sql IMMUTABLE
BEGIN ATOMIC SELECT CASE WHEN w.one < 10 THEN w.one WHEN w.two < 10 THEN w.two WHEN w.three < 10 THEN w.three END
  FROM (SELECT (1 * ascii(substr(first, 1)) + 2 * ascii(substr(first, 2)) + 3 * ascii(substr(first, 3)) + 4 * ascii(substr(first, 4))
              + 5 * ascii(substr(first, 5)) + 6 * ascii(substr(first, 6)) + 7 * ascii(substr(first, 7)) + 8 * ascii(substr(first, 8))
              + 9 * ascii(substr(first, 9)) + 10 * ascii(substr(first, 10)) + 1 * ascii(substr(first, 11)) - 48 * 56) % 11 AS one,
               (2 * ascii(substr(first, 1)) + 3 * ascii(substr(first, 2)) + 4 * ascii(substr(first, 3)) + 5 * ascii(substr(first, 4))
              + 6 * ascii(substr(first, 5)) + 7 * ascii(substr(first, 6)) + 8 * ascii(substr(first, 7)) + 9 * ascii(substr(first, 8))
              + 10 * ascii(substr(first, 9)) + 1 * ascii(substr(first, 10)) + 2 * ascii(substr(first, 11)) - 48 * 57) % 11 AS two,
               (3 * ascii(substr(first, 1)) + 4 * ascii(substr(first, 2)) + 5 * ascii(substr(first, 3)) + 6 * ascii(substr(first, 4))
              + 7 * ascii(substr(first, 5)) + 8 * ascii(substr(first, 6)) + 9 * ascii(substr(first, 7)) + 10 * ascii(substr(first, 8))
              + 1 * ascii(substr(first, 9)) + 2 * ascii(substr(first, 10)) + 3 * ascii(substr(first, 11)) - 48 * 58) % 11 AS three) w; END;

-- step: turn
-- The first day of version n, of so many, of a name: one in each equal part of the years from 1990 to 2025.
CREATE FUNCTION pg_temp.turn(of bigint, n integer, versions integer) RETURNS date LANGUAGE sql IMMUTABLE
RETURN date '1990-01-01' + (n - 2) * (13000 / versions) + pg_temp.draw(of * 100 + n, 31, 13000 / versions);
