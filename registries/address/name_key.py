"""The key of a name of a place: one key for what different hands write of one name.

Capitals, ё, look-alikes, glyphs of old fonts, Kazakh letters written in Russian, Latin spellings, the cases of Russian
(Абая, Абай; Маметова, Маметовой), initials, words of types and the order of words do not count; figures do. A letter
that was lost stays a `?`. Keys are for finding, never for showing, and two names may share one: who finds by key
compares what was written.

The rules stand here once, as steps that Python and PostgreSQL carry out alike (POSIX advanced expressions that keep to
what both read the same); a test holds the two against each other.
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from sqlalchemy import event
from sqlalchemy.schema import DDL

from registries.alphabet import MARKED
from registries.base import metadata
from registries.letters import APOSTROPHES, CYRILLIC, LATIN, LATIN_ODD, LEGACY, TWINS

LONGEST: Final = 100  # letters of a name that count
ROUNDS: Final = 8  # far more than any name needs to come to rest

_SOUND = {mark: letter for letter, marks in MARKED.items() for mark in marks} | LATIN_ODD | LEGACY | CYRILLIC | LATIN
_ONE = {letter: sound for letter, sound in _SOUND.items() if len(sound) == 1}
_NONE = "".join(letter for letter, sound in _SOUND.items() if not sound)
_SEVERAL = {letter: sound for letter, sound in _SOUND.items() if len(sound) > 1}
_FROM, _TO = "".join(_ONE) + _NONE, "".join(_ONE.values())
_MARKED_LETTERS = "".join(letter for letter in _SOUND if not "\u0400" <= letter <= "\u052f")
# Figures of house numbers stay figures: here they are part of names (А30).
_SMALL_TWINS = [
    (seen, meant) for seen, meant in zip(*TWINS, strict=True) if seen == seen.lower() and not seen.isdigit()
]
_TWINS_FROM, _TWINS_TO = ("".join(letters) for letters in zip(*_SMALL_TWINS, strict=True))

Step = tuple[str, str]
# Before letters are read: what is unseen goes, what is no letter or figure parts words.
_OPENING: Final[tuple[Step, ...]] = (
    ("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]", ""),
    (f"[{APOSTROPHES}]", "'"),
    (f"[^0-9a-z?'\u0400-\u052f{_MARKED_LETTERS}]+", " "),
)
# Latin spellings: BGN/PCGN, ICAO, the alphabets of 2017, 2018 and 2021; what also arises from Cyrillic falls together.
_SOUNDS: Final[tuple[Step, ...]] = (
    ("s'(?!y[aeou])", "sh"), ("c'(?!h)", "ch"), ("y'", "u"), ("'", ""),
    ("shch|tsch|sch", "sh"), ("tch", "ch"), ("dzh|dj", "zh"), ("c(?=[eiy])", "ts"),
    ("kh", "h"), ("gh", "g"), ("ng", "n"), ("ph", "f"), ("ck", "k"), ("tz", "ts"), ("y[eo]", "e"),
    ("c(?!h)", "k"), ("([a-z])j(?![aeiouy])", r"\1i"), ("j", "zh"), ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"),
    (r"([a-z])\1+", r"\1"), (r"(sh|zh|ch|ts)\1+", r"\1"),
)  # fmt: skip
_FIGURES: Final[tuple[Step, ...]] = (
    ("([a-z]{2})([0-9])", r"\1 \2"),
    ("([0-9])([a-z])", r"\1 \2"),
    (" ([0-9]+) (?:i|ia|aia|oi|go|ogo|shi|inshi|nshi|e|iu)(?= )", r" \1"),
    (r" [?]+(?= )", ""),
    (" +", " "),
)
_ORDINALS: Final = (
    "первая первый первой бірінші", "вторая второй екінші", "третья третий третьей үшінші",
    "четвертая четвертый төртінші", "пятая пятый бесінші", "шестая шестой алтыншы", "седьмая седьмой жетінші",
    "восьмая восьмой сегізінші", "девятая девятый тоғызыншы", "десятая десятый оныншы",
)  # fmt: skip
_TYPES: Final = (
    "көше область обл облысы район р-н ауданы ауд аудан город қаласы қала село аул ауыл ауылы селосы поселок пос кенті станция "
    "станциясы стансасы ст разъезд разъезі рзд участок учаскесі уч сельский округ округа ауылдық округі городская "
    "администрация қалалық әкімшілік әкімшілігі улица ул көшесі к-сі проспект пр-т даңғылы даңғ микрорайон мкр мкрн ықшам "
    "ықшамауданы шағын шағынауданы шағынаудан квартал кв-л орамы бульвар бульвары б-р желекжолы переулок пер тұйық проезд "
    "пр-д өткелі площадь алаңы шоссе трасса тракт тракта жилой массив тұрғын алабы садоводческое товарищество бағбандық "
    "серіктестігі имени им атындағы атын зимовка ферма отгон кр хоз шаруашылығы қыстауы қыстау"
)
# Cases and genders of Russian, and what is left of them; two letters of a stem are no stem.
_ENDINGS: Final[tuple[Step, ...]] = (
    ("([a-z?]{4})(?:ogo|ego|omu|emu)(?= )", r"\1"),
    ("([a-z?]{3})[aeiou]+(?= )", r"\1"),
)


def _python(steps: tuple[Step, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in steps)


_OPENING_RUN, _SOUNDS_RUN, _FIGURES_RUN = _python(_OPENING), _python(_SOUNDS), _python(_FIGURES)
_READING = str.maketrans(_FROM, _TO + " " * len(_NONE)) | dict.fromkeys(map(ord, _NONE), "")
TWINS_READ = str.maketrans(_TWINS_FROM, _TWINS_TO)
TWIN_WORD = re.compile(f"(?i)[{_TWINS_FROM}]+")
_LATIN_LETTER, CYRILLIC_LETTER = re.compile("[a-z]"), re.compile("[\u0400-\u052f]")


def _run(steps: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, replacement in steps:
        text = pattern.sub(replacement, text)
    return text


def sounds(text: str) -> str:
    """What is written, in the internal alphabet: words parted by one blank, nothing left out, no ending dropped."""
    text = _run(_OPENING_RUN, normalize("NFKC", text[:LONGEST].replace("№", " ")).lower())
    if _LATIN_LETTER.search(text) and CYRILLIC_LETTER.search(text):
        text = " ".join(
            word.translate(TWINS_READ) if CYRILLIC_LETTER.search(word) else word for word in text.split(" ")
        )
    text = text.translate(_READING)
    for letter, sound in _SEVERAL.items():
        text = text.replace(letter, sound)
    return _sounded(CYRILLIC_LETTER.sub("", text))


def _sounded(text: str) -> str:
    return " ".join(_run(_SOUNDS_RUN, text).split(" ")).strip()


def _words(said: str) -> str:
    return "|".join(sorted({word for part in said.split() for word in sounds(part).split()}))


_NUMBERED: Final[tuple[Step, ...]] = tuple(
    (f" (?:{_words(words)})(?= )", f" {number}") for number, words in enumerate(_ORDINALS, 1)
)
# Dropped only where something else is left: a street may be called Станция.
_DROPPED: Final = (f" (?:{_words(_TYPES)})(?= )", " [a-z](?= )")
_ROUND: Final[tuple[Step, ...]] = (*_SOUNDS, *_FIGURES, *_NUMBERED)
_ROUND_RUN, _DROPPED_RUN, _ENDINGS_RUN = (
    _python(_ROUND), tuple(re.compile(pattern) for pattern in _DROPPED), _python(_ENDINGS),
)  # fmt: skip


@lru_cache(1 << 16)
def name_key(name: str) -> str:
    """The key of a name, its words in alphabetical order and figures last; "" where nothing is said."""
    key = f" {sounds(name)} "
    for _ in range(ROUNDS):
        before = key
        key = _run(_ROUND_RUN, key)
        for pattern in _DROPPED_RUN:
            shorter = pattern.sub("", key)
            key = shorter if shorter.strip() else key
        key = _run(_ENDINGS_RUN, key)
        if key == before:
            break
    return " ".join(sorted(key.split(), key=lambda word: (word[0].isdigit(), word)))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sql(steps: tuple[Step, ...], indent: str) -> str:
    return "\n".join(
        f"{indent}key := regexp_replace(key, {_literal(pattern)}, {_literal(replacement)}, 'g');"
        for pattern, replacement in steps
    )


def _dropping() -> str:
    return "\n".join(
        f"        shorter := regexp_replace(key, {_literal(pattern)}, '', 'g');\n"
        "        IF btrim(shorter) <> '' THEN key := shorter; END IF;"
        for pattern in _DROPPED
    )


_REPLACED = "\n".join(
    f"    key := replace(key, {_literal(letter)}, {_literal(sound)});" for letter, sound in _SEVERAL.items()
)
NAME_KEY = rf"""
CREATE FUNCTION address.name_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    key text := lower(normalize(replace(left(name, {LONGEST}), '№', ' '), NFKC) COLLATE pg_c_utf8) COLLATE "C";
    before text;
    shorter text;
BEGIN
{_sql(_OPENING, "    ")}
    IF key ~ '[a-z]' AND key ~ '[{chr(0x400)}-{chr(0x52F)}]' THEN
        SELECT string_agg(CASE WHEN w.word ~ '[{chr(0x400)}-{chr(0x52F)}]'
                               THEN translate(w.word, '{_TWINS_FROM}', '{_TWINS_TO}') ELSE w.word END, ' ' ORDER BY w.place)
          INTO key FROM string_to_table(key, ' ') WITH ORDINALITY AS w(word, place);
    END IF;
    key := translate(key, '{_FROM}', '{_TO}');
{_REPLACED}
    key := regexp_replace(key, '[{chr(0x400)}-{chr(0x52F)}]', '', 'g');
{_sql(_SOUNDS, "    ")}
    key := ' ' || btrim(key) || ' ';
    FOR round IN 1..{ROUNDS} LOOP
        before := key;
{_sql(_ROUND, "        ")}
{_dropping()}
{_sql(_ENDINGS, "        ")}
        EXIT WHEN key = before;
    END LOOP;
    RETURN coalesce((SELECT string_agg(w.word, ' ' ORDER BY w.word ~ '^[0-9]', w.word) FROM string_to_table(btrim(key), ' ') AS w(word)
                      WHERE w.word <> ''), '');
END
$function$;
COMMENT ON FUNCTION address.name_key(text) IS
    'the key of the name of a place: one key for what different hands write of one name, its words in alphabetical order, figures last'
"""

event.listen(metadata, "before_create", DDL(NAME_KEY.strip().replace("%", "%%")))
