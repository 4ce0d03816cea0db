"""The key of a name of a place: one key for what different hands write of one name.

Capitals, ё, look-alikes, glyphs of old fonts, Kazakh letters written in Russian, Latin spellings, the cases of Russian
(Абая, Абай; Маметова, Маметовой), initials, words of types and the order of words do not count; figures do. A letter
that was lost stays a `?`. Keys are for finding, never for showing, and two names may share one: who finds by key
compares what was written.

The rules stand here once, as steps that Python and PostgreSQL carry out alike (POSIX advanced expressions that keep to
what both read the same); a test holds the two against each other.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final
from unicodedata import normalize

from sqlalchemy import event
from sqlalchemy.schema import DDL

from registries.alphabet import MARKED
from registries.base import metadata
from registries.letters import APOSTROPHES, CYRILLIC, LATIN, LATIN_ODD, LEGACY, TWINS

LONGEST: Final = 100  # letters of a name that count
ROUNDS: Final = 16  # far more than any name needs to come to rest

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
_TWINS_TO = _TWINS_TO.replace("һ", "н")  # capitals are small by now, and a capital H is written for Н


@dataclass(frozen=True, slots=True)
class Step:
    """One replacement, everywhere: of a pattern, or of a plain text. PostgreSQL keeps few patterns compiled (32), so

    it tries one that needs a letter (`needs`: any of these) only where there is one.
    """

    what: str
    by: str
    plain: bool = False
    needs: str = ""


def _plain(pairs: str) -> tuple[Step, ...]:
    """`kh=h gh=g`: plain replacements, in order."""
    return tuple(Step(what, by, plain=True) for what, _, by in (pair.partition("=") for pair in pairs.split()))


# Before letters are read: what is unseen goes, what is no letter or figure parts words.
_OPENING: Final[tuple[Step, ...]] = (
    Step("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]", ""),
    Step(f"[{APOSTROPHES}]", "'"),
    Step(f"[^0-9a-z?'\u0400-\u052f{_MARKED_LETTERS}]+", " "),
)
# Latin spellings: BGN/PCGN, ICAO, the alphabets of 2017, 2018 and 2021; what also arises from Cyrillic falls together.
_SOUNDS: Final[tuple[Step, ...]] = (
    Step("s'(?!y[aeou])", "sh", needs="'"),
    Step("c'(?!h)", "ch", needs="'"),
    *_plain("y'=u '= shch=sh tsch=sh sch=sh tch=ch dzh=zh dj=zh"),
    Step("c(?=[eiy])", "ts", needs="c"),
    *_plain("kh=h gh=g ng=n ph=f ck=k tz=ts ye=e yo=e"),
    Step("c(?!h)", "k", needs="c"),
    Step("([a-z])j(?![aeiouy])", r"\1i", needs="j"),
    *_plain("j=zh q=k x=ks w=v y=i"),
    *_plain(" ".join(f"{one * 2}={one}" for one in (*"abdefghiklmnoprstuvz", "sh", "zh", "ch", "ts"))),
)
_FIGURE: Final = "0123456789?"
_FIGURES: Final[tuple[Step, ...]] = (
    Step("([a-z]{2})([0-9])", r"\1 \2", needs=_FIGURE),
    Step("([0-9])([a-z])", r"\1 \2", needs=_FIGURE),
    Step(" ([0-9]+) (?:i|ia|aia|oi|go|ogo|shi|inshi|nshi|e|iu)(?= )", r" \1", needs=_FIGURE),
    Step(r" [?]+(?= )", "", needs=_FIGURE),
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
    Step("([a-z?]{4})(?:ogo|ego|omu|emu)(?= )", r"\1"),
    Step("([a-z?]{3})[aeiou]+(?= )", r"\1"),
)

Run = Callable[[str], str]


def _run(steps: tuple[Step, ...]) -> Run:
    """The steps as Python carries them out."""
    ready = [(None if step.plain else re.compile(step.what), step) for step in steps]

    def run(text: str) -> str:
        for pattern, step in ready:
            text = text.replace(step.what, step.by) if pattern is None else pattern.sub(step.by, text)
        return text

    return run


_opened, _sounded, _figured, _ended = _run(_OPENING), _run(_SOUNDS), _run(_FIGURES), _run(_ENDINGS)
_READING = str.maketrans(_FROM, _TO + " " * len(_NONE)) | dict.fromkeys(map(ord, _NONE), "")
TWINS_READ = str.maketrans(_TWINS_FROM, _TWINS_TO)
_LATIN_LETTER, CYRILLIC_LETTER = re.compile("[a-z]"), re.compile("[\u0400-\u052f]")


def sounds(text: str) -> str:
    """What is written, in the internal alphabet: words parted by one blank, nothing left out, no ending dropped."""
    text = _opened(normalize("NFKC", text[:LONGEST].replace("№", " ")).lower())
    if _LATIN_LETTER.search(text) and CYRILLIC_LETTER.search(text):
        text = " ".join(
            word.translate(TWINS_READ) if CYRILLIC_LETTER.search(word) else word for word in text.split(" ")
        )
    text = text.translate(_READING)
    for letter, sound in _SEVERAL.items():
        text = text.replace(letter, sound)
    return _sounded(CYRILLIC_LETTER.sub("", text)).strip()


def _words(said: str) -> list[str]:
    return sorted({word for part in said.split() for word in sounds(part).split()})


_NUMBERED: Final[tuple[Step, ...]] = tuple(
    Step(f" {word} ", f" {number} ", plain=True) for number, words in enumerate(_ORDINALS, 1) for word in _words(words)
)
# Dropped only where something else is left: a street may be called Станция.
_DROPPED: Final = (f" (?:{'|'.join(_words(_TYPES))})(?= )", " [a-z](?= )")
_ROUND: Final[tuple[Step, ...]] = (*_SOUNDS, *_FIGURES, *_NUMBERED, *(Step("  ", " ", plain=True),) * 3)
_round, _dropped = _run(_ROUND), tuple(re.compile(pattern) for pattern in _DROPPED)


@lru_cache(1 << 16)
def name_key(name: str) -> str:
    """The key of a name, its words in alphabetical order and figures last; "" where nothing is said."""
    key = f" {sounds(name)} "
    for _ in range(ROUNDS):
        before = key
        key = _round(key)
        for pattern in _dropped:
            shorter = pattern.sub("", key)
            key = shorter if shorter.strip() else key
        key = _ended(key)
        if key == before:
            break
    return " ".join(sorted(key.split(), key=lambda word: (word[0].isdigit(), word)))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sql(steps: tuple[Step, ...], indent: str) -> str:
    """Plain replacements that follow each other are one expression: a statement of its own for each costs more."""
    lines: list[str] = []
    for plain, group in groupby(steps, key=lambda step: step.plain):
        if plain:
            lines.append(f"key := {_nested('key', group)};")
        else:
            lines += [_sql_step(step) for step in group]
    return "\n".join(f"{indent}{line}" for line in lines)


def _nested(of: str, steps: Iterable[Step]) -> str:
    for step in steps:
        of = f"replace({of}, {_literal(step.what)}, {_literal(step.by)})"
    return of


def _sql_step(step: Step) -> str:
    done = f"key := regexp_replace(key, {_literal(step.what)}, {_literal(step.by)}, 'g');"
    return f"IF translate(key, {_literal(step.needs)}, '') <> key THEN {done} END IF;" if step.needs else done


def _dropping() -> str:
    return "\n".join(
        f"        shorter := regexp_replace(key, {_literal(pattern)}, '', 'g');\n"
        "        IF btrim(shorter) <> '' THEN key := shorter; END IF;"
        for pattern in _DROPPED
    )


_REPLACED = f"    key := {_nested('key', [Step(letter, sound) for letter, sound in _SEVERAL.items()])};"
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
