"""The order of lists: names by the Kazakh alphabet, numbers of houses by their value, whatever locales a server has.

A key is a text whose bytes stand in the order that people expect, so its column compares under the collation "C", and
B-trees and cursors need nothing else. Keys are for ordering and finding, never for showing. A server's Unicode tables
know more letters with every release; those of Kazakh, Russian and Latin names stay where they are.
"""

from sqlalchemy import Column, Computed, Text, event
from sqlalchemy.schema import DDL

from registries.base import metadata

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
# A marked Latin letter stands where its plain one does; the Kazakh alphabets of 2018 and 2021 among them.
MARKED = {
    "a": "áàâãäåāăą", "c": "çćč", "d": "ďđ", "e": "éèêëēěę", "g": "ğģǵ", "i": "ıíìîïī", "l": "łľ", "n": "ñńň",
    "o": "óòôõöøōő", "r": "ř", "s": "şśšș", "t": "ťțţ", "u": "úùûüūůű", "y": "ýÿ", "z": "źžż",
}  # fmt: skip
# In capitals these look the same, and clerks write either in the numbers of houses.
TWINS = ("abcehikmoptxy", "авсенікмортху")

# Printable ASCII from here on is exactly 26 and 42 letters; what stands lower is left to parts, words and numbers.
_FIRST = ord(";")
_WEIGHTS = "".join(chr(_FIRST + place) for place in range(len(LATIN + KAZAKH)))
_WEIGHT = dict(zip(LATIN + KAZAKH, _WEIGHTS, strict=True))
_PLACED = KAZAKH + LATIN + "".join(MARKED.values())
_PLACES = "".join(_WEIGHT[letter] for letter in KAZAKH + LATIN) + "".join(
    _WEIGHT[letter] * len(marked) for letter, marked in MARKED.items()
)

KAZAKH_KEY = rf"""
CREATE FUNCTION alphabet.kazakh_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    key text := lower(left(name, 100) COLLATE pg_c_utf8);
BEGIN
    -- Most names are letters of these two alphabets and nothing else.
    IF key !~ '^[{LATIN}{KAZAKH}]*$' THEN
        key := lower(left(normalize(name, NFC), 100) COLLATE pg_c_utf8);
        key := regexp_replace(key, '[^[:alnum:][:space:]/\u2010-\u2015-]+', '', 'g');
        key := btrim(regexp_replace(key, '[[:space:]/\u2010-\u2015-]+', '!', 'g'), '!');
        IF key ~ '[0-9]' THEN
            SELECT string_agg(CASE WHEN number IS NULL THEN run ELSE repeat(':', length(number) - 1) || number END, ''
                              ORDER BY place)
              INTO key
              FROM (SELECT run[1] AS run, place,
                           CASE WHEN run[1] ~ '[0-9]' THEN coalesce(nullif(ltrim(run[1], '0'), ''), '0') END AS number
                      FROM regexp_matches(key, '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS runs(run, place)) AS part;
        END IF;
    END IF;
    RETURN translate(key, '{_PLACED}', '{_PLACES.replace("'", "''")}');
END
$function$;
COMMENT ON FUNCTION alphabet.kazakh_key(text) IS
    'the first hundred characters of a name so that the order of bytes is the Kazakh one: digits by value, Latin '
    'letters, Kazakh letters, all others by code point; capitals do not count, blanks, hyphens and slashes part words '
    'and stand lowest, what is neither is left out'
"""

NUMBER_KEY = rf"""
CREATE FUNCTION alphabet.number_key(number text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    key text := translate(lower(left(number, 100) COLLATE pg_c_utf8), '{TWINS[0]}.,\', '{TWINS[1]}///');
BEGIN
    IF key ~ '[[:space:]]' THEN
        key := regexp_replace(key, '(?<=[0-9])[[:space:]]+(?=[0-9])', '/', 'g');
        key := regexp_replace(key, '[[:space:]]+', '', 'g');
    END IF;
    RETURN alphabet.kazakh_key(key);
END
$function$;
COMMENT ON FUNCTION alphabet.number_key(text) IS
    'the number of a house so that 2 stands before 10, and 12, 12/1, 12/10, 12А, 12Б in this order; a Latin letter '
    'counts as the Cyrillic one that looks the same, a blank only between two figures'
"""

for _statement in (KAZAKH_KEY, NUMBER_KEY):
    event.listen(metadata, "before_create", DDL(_statement.strip().replace("%", "%%")))


def kazakh_key(first: str, *others: str) -> str:
    """The SQL expression of the key of several columns, `first` the weightiest; `others` may be null and stand lowest."""
    return " || ' ' || ".join(
        [f"alphabet.kazakh_key({first})", *(f"coalesce(alphabet.kazakh_key({other}), '')" for other in others)]
    )


def key_column(name: str, expression: str, comment: str) -> Column[str]:
    """A generated column of keys; `expression` is SQL over the columns of the table."""
    return Column(name, Text(collation="C"), Computed(expression, persisted=True), comment=comment)
