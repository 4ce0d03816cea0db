"""Addresses as people write them: a known address, and one kind of dirt over it. Everything follows from the seed.

Knows nothing of the program that reads them: words, glyphs and mistakes are written down here by themselves, from the
reference of address forms and from what clerks do.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

Names = tuple[str, str]  # Russian, Kazakh


@dataclass(frozen=True, slots=True)
class Place:
    """A named part of a known address. `old` are the names it had before."""

    kind: str
    names: Names
    old: tuple[Names, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An address of the register. `units` from the region inwards, `geonyms` the microdistrict before its street."""

    id: int
    units: tuple[Place, ...]
    geonyms: tuple[Place, ...]
    number: str
    corpus: str | None = None
    flat: str | None = None


# Full word and short forms; Russian before the name, Kazakh after it.
RU_WORDS = {
    "REGION": ("область", "обл.", "обл"), "DISTRICT": ("район", "р-н", "р-он"), "CITY_DISTRICT": ("район", "р-н"),
    "CITY": ("город", "г.", "г"), "REPUBLICAN_CITY": ("город", "г."), "OKRUG": ("сельский округ", "с.о."),
    "VILLAGE": ("село", "с.", "с"), "TOWN": ("поселок", "п.", "пос."),
    "STREET": ("улица", "ул.", "ул"), "AVENUE": ("проспект", "пр.", "пр-т"), "LANE": ("переулок", "пер.", "пер"),
    "MICRODISTRICT": ("микрорайон", "мкр.", "мкр", "мкрн."),
}  # fmt: skip
KK_WORDS = {
    "REGION": ("облысы", "обл."), "DISTRICT": ("ауданы", "ауд."), "CITY_DISTRICT": ("ауданы", "ауд."),
    "CITY": ("қаласы", "қ."), "REPUBLICAN_CITY": ("қаласы", "қ."), "OKRUG": ("ауылдық округі", "а.о."),
    "VILLAGE": ("ауылы", "а."), "TOWN": ("кенті", "к."),
    "STREET": ("көшесі", "к-сі"), "AVENUE": ("даңғылы", "даңғ."), "LANE": ("тұйық көшесі",),
    "MICRODISTRICT": ("ықшам ауданы", "шағын ауданы", "ықшамауданы", "шағын аудан"),
}  # fmt: skip
HOUSE = {"ru": ("дом ", "д. ", "д.", "№ ", ""), "kk": ("үй ", "№ ", "")}
FLAT = {"ru": ("квартира ", "кв. ", "кв."), "kk": ("пәтер ", "п. ")}
LOOK_ALIKE = str.maketrans("АВСЕНКМОРТХасеорхі", "ABCEHKMOPTXaceopxi")
LEGACY = str.maketrans("әөүңқұғӘӨҮҢҚҰҒ", "јґїѕќўєЈҐЇЅЌЎЄ")
RUSSIFIED = str.maketrans("қғңөүұһіәҚҒҢӨҮҰҺІӘ", "кгноуухиаКГНОУУХИА")
LATIN = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ng", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
LETTERS = "абвгдежзийклмнопрстуфхцчшыэюя"
MORE = (", вход со двора", ", 2 этаж", " (возле школы)", ", код домофона 45", ", тел. приемной")


def spelt(known: Known, language: str, rng: random.Random, *, short: bool = True, typed: bool = True) -> list[str]:
    """The parts of an address, each as a segment, words of types drawn from those in use."""
    parts = [_named(place, language, rng, short, typed) for place in (*known.units, *known.geonyms)]
    return [*parts, *_numbers(known, language, rng, short, typed)]


def _named(place: Place, language: str, rng: random.Random, short: bool, typed: bool) -> str:
    name = place.names[0 if language == "ru" else 1]
    if not typed:
        return name
    words = (RU_WORDS if language == "ru" else KK_WORDS)[place.kind]
    word = rng.choice(words[1:] or words) if short else words[0]
    if language == "kk" or (name.endswith(("ский", "цкий", "ская", "ный", "вый")) and place.kind in _AFTER):
        return f"{name} {word}"
    return f"{word}{rng.choice(('', ' ')) if word.endswith('.') else ' '}{name}"


_AFTER = {"REGION", "DISTRICT", "CITY_DISTRICT", "OKRUG"}


def _numbers(known: Known, language: str, rng: random.Random, short: bool, typed: bool) -> list[str]:
    number = known.number
    if known.corpus:
        glue = ["/", "/"] if not typed else ["/", " корпус ", ", корп. "]
        number += rng.choice(glue) + known.corpus
    house = rng.choice(HOUSE[language]) if short else HOUSE[language][0]
    written = [f"{house if typed else ''}{number}"]
    if language == "kk" and typed and short and rng.random() < 0.4:
        written = [f"{number}{rng.choice((' үй', '-үй'))}"]
    if known.flat:
        flat = rng.choice(FLAT[language][1:] if short and language == "ru" else FLAT[language][:1])
        written.append(f"{flat}{known.flat}")
    return written


# The kinds of dirt: (address, language, generator) -> text. None where the kind does not apply to this address.


def shortened(known: Known, language: str, rng: random.Random) -> str:
    return ", ".join(spelt(known, language, rng))


def cased_and_spaced(known: Known, language: str, rng: random.Random) -> str:
    text = rng.choice((", ", ",", "  ", " , ", ",\u00a0")).join(spelt(known, language, rng, short=rng.random() < 0.5))
    text = rng.choice((str.upper, str.lower, str.swapcase))(text)
    return text.replace(" ", rng.choice((" ", "\u00a0", "  ")))


def look_alikes(known: Known, language: str, rng: random.Random) -> str:
    text = ", ".join(spelt(known, language, rng, short=False))
    return "".join(c.translate(LOOK_ALIKE) if rng.random() < 0.4 else c for c in text)


def legacy_or_lost(known: Known, language: str, rng: random.Random) -> str:
    """Kazakh letters in the glyphs of old fonts; or two of them, in the name of the street, lost."""
    text = ", ".join(spelt(known, "kk", rng, short=False))
    if rng.random() < 0.7:
        return text.translate(LEGACY)
    *others, street = known.geonyms
    holes = [n for n, letter in enumerate(street.names[1]) if letter.lower() in "әөүңқұғі"][:1]
    name = "".join("?" if n in holes else c for n, c in enumerate(street.names[1]))
    return ", ".join(
        spelt(replace(known, geonyms=(*others, replace(street, names=(street.names[0], name)))), "kk", rng)
    )


def russified(known: Known, language: str, rng: random.Random) -> str:
    return ", ".join(spelt(known, "kk", rng)).translate(RUSSIFIED)


def mistyped(known: Known, language: str, rng: random.Random) -> str:
    """One mistake in the longest word of the street's name, sometimes another in that of the settlement."""
    *others, street = known.geonyms
    units = list(known.units)
    if rng.random() < 0.3:
        units[-1] = replace(units[-1], names=_both(units[-1].names, rng))
    slip = replace(street, names=_both(street.names, rng))
    return ", ".join(spelt(replace(known, units=tuple(units), geonyms=(*others, slip)), language, rng))


def _both(names: Names, rng: random.Random) -> Names:
    return (_slip(names[0], rng), _slip(names[1], rng))


def _slip(name: str, rng: random.Random) -> str:
    words = name.split(" ")
    place = max(range(len(words)), key=lambda n: (sum(c.isalpha() for c in words[n]), -n))
    word = words[place]
    if len(word) < 5:
        return name
    at = rng.randrange(1, len(word) - 1)
    words[place] = rng.choice((
        word[:at] + word[at + 1 :],
        word[:at] + word[at] * 2 + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + rng.choice(LETTERS) + word[at + 1 :],
        word[:at] + rng.choice(LETTERS) + word[at:],
    ))  # fmt: skip
    return " ".join(words)


def transliterated(known: Known, language: str, rng: random.Random) -> str:
    text = ", ".join(spelt(known, language, rng, short=rng.random() < 0.5)).replace("№ ", "")
    return "".join(LATIN.get(c, LATIN.get(c.lower(), c).capitalize() if c.lower() in LATIN else c) for c in text)


def old_name(known: Known, language: str, rng: random.Random) -> str | None:
    *others, street = known.geonyms
    if not street.old:
        return None
    before = replace(street, names=rng.choice(street.old))
    return ", ".join(spelt(replace(known, geonyms=(*others, before)), language, rng))


def formerly(known: Known, language: str, rng: random.Random) -> str | None:
    """The name of today with the former one in brackets."""
    street = known.geonyms[-1]
    if not street.old:
        return None
    old = rng.choice(street.old)
    short = rng.random() < 0.5
    parts = spelt(known, language, rng, short=short)
    bracket = {
        "ru": f" ({'бывш. ул.' if short else 'бывшая улица'} {old[0]})", "kk": f" (бұрынғы {old[1]} көшесі)",
    }[language]  # fmt: skip
    at = len(known.units) + len(known.geonyms) - 1
    parts[at] += bracket
    return ", ".join(parts)


def bare(known: Known, language: str, rng: random.Random) -> str:
    """Without the outer units, or without the words of types too. A village is told from others of its name."""
    first = {"VILLAGE": 1, "TOWN": 1, "CITY_DISTRICT": -2}.get(known.units[-1].kind, -1)
    inner = replace(known, units=known.units[first:])
    if known.flat or rng.random() < 0.5:
        return ", ".join(spelt(inner, language, rng))
    *names, house = spelt(replace(inner, geonyms=known.geonyms[-1:]), language, rng, typed=False)
    return ", ".join(names) + rng.choice((" ", ", ")) + house


def mixed(known: Known, language: str, rng: random.Random) -> str:
    """Both languages in one line, or the order of parts turned round."""
    ru, kk = spelt(known, "ru", rng), spelt(known, "kk", rng)
    if rng.random() < 0.6:
        cut = len(known.units)
        return ", ".join((ru[:cut] + kk[cut:]) if language == "ru" else (kk[:cut] + ru[cut:]))
    parts = ru if language == "ru" else kk
    cut = len(known.units)
    return ", ".join([*parts[cut:], *reversed(parts[:cut])])


def cluttered(known: Known, language: str, rng: random.Random) -> str:
    """Post code before, quotes, a stray stroke or point, and words that are no address behind."""
    at = len(known.units) + len(known.geonyms) - 1
    parts = spelt(known, language, rng, short=False)
    name = known.geonyms[-1].names[0 if language == "ru" else 1]
    parts[at] = parts[at].replace(name, rng.choice(("«{}»", '"{}"', "{}")).format(name))
    if known.corpus is None and parts[at + 1][-1].isdigit():
        parts[at + 1] += rng.choice(("/", ".", ""))
    code = rng.choice((f"{rng.randrange(10_000, 160_000):06d}, ", f"0{rng.randrange(10_000, 99_999)} (A05B4Y6), ", ""))
    country = {"ru": "Республика Казахстан, ", "kk": "Қазақстан Республикасы, "}[language]
    return code + country + ", ".join(parts) + rng.choice(MORE)


KINDS: dict[str, Callable[[Known, str, random.Random], str | None]] = {
    "short words": shortened,
    "case and blanks": cased_and_spaced,
    "look-alikes": look_alikes,
    "legacy fonts, lost letters": legacy_or_lost,
    "Kazakh in Russian letters": russified,
    "typos": mistyped,
    "Latin": transliterated,
    "old name": old_name,
    "former name in brackets": formerly,
    "parts missing": bare,
    "mixed languages and order": mixed,
    "clutter": cluttered,
}


@dataclass(frozen=True, slots=True)
class Variant:
    kind: str
    language: str
    text: str
    known: Known


def variants(every: Sequence[Known], count: int, seed: int) -> list[Variant]:
    """`count` variants, the kinds in turn, both languages equally often."""
    rng = random.Random(seed)
    made: list[Variant] = []
    kinds = list(KINDS)
    while len(made) < count:
        kind = kinds[len(made) % len(kinds)]
        language = ("ru", "kk")[len(made) // len(kinds) % 2]
        known = rng.choice(every)
        text = KINDS[kind](known, language, rng)
        if text is not None:
            made.append(Variant(kind, language, text, known))
    return made


def unknown(every: Sequence[Known], count: int, seed: int) -> list[tuple[Variant, str]]:
    """Addresses that are not there: a house that does not exist, a street that does not exist in the settlement."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        known = rng.choice(every)
        language = ("ru", "kk")[number // 2 % 2]
        if number % 2:
            wrong, what = replace(known, number=str(rng.randrange(3_000, 9_000)), corpus=None), "house"
        else:
            street = replace(known.geonyms[-1], names=rng.choice(NOWHERE), old=())
            wrong, what = replace(known, geonyms=(*known.geonyms[:-1], street)), "street"
        made.append((Variant("unknown", language, shortened(wrong, language, rng), wrong), what))
    return made


# Names that no street of the made-up country bears, some of them near to one that does.
NOWHERE: tuple[Names, ...] = (
    ("Космодемьянской", "Космодемьянская"), ("Вернадского", "Вернадский"), ("Ломоносова", "Ломоносов"),
    ("Сатыбалдиева", "Сатыбалдиев"), ("Ушинского", "Ушинский"), ("Менделеева", "Менделеев"),
    ("Ахтанова", "Ахтанов"), ("Муратбекова", "Мұратбеков"), ("Жамбулатова", "Жамболатов"),
    ("Гагаринская", "Гагарин жолы"), ("Гончарная", "Құмыра"), ("Чернышевского", "Чернышевский"),
)  # fmt: skip
