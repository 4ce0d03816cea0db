"""Places as acts write them: «Карагандинская область, город Балхаш», «Шаған ауылдық округі, Жаңа Өмір ауылы».

A text is read into its parts, outermost first, each a name and the kind that its type word says. What classifiers
write of units («с.Акжар», «Балхаш Г.А.») is read by the same words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

STREETS = frozenset({"STREET", "AVENUE", "LANE", "BOULEVARD", "PASSAGE", "SQUARE", "HIGHWAY"})
AREAS = frozenset({"MICRODISTRICT", "BLOCK", "RESIDENTIAL_AREA", "GARDENING_SOCIETY"})


@dataclass(frozen=True, slots=True)
class Part:
    """A name without its type word, as written, and the kind the word says; None where there is no such word."""

    name: str
    kind: str | None = None

    @property
    def is_geonym(self) -> bool:
        return self.kind in STREETS or self.kind in AREAS


# In the order in which they are tried: a longer word stands before one that begins it.
_GEONYM_WORDS = (
    ("MICRODISTRICT", r"микрорайона?|микр-н|мкр-?н?\.?", r"(?:ықшам|шағын)\s?ауданы?(?:ның)?"),
    ("RESIDENTIAL_AREA", r"жилой массив|ж\.\s?м\.", r"тұрғын алабы"),
    ("GARDENING_SOCIETY", r"садоводческое товарищество|с\.\s?т\.", r"бағбандық серіктестігі"),
    ("AVENUE", r"проспекта?|пр-т\.?|просп\.|пр\.", r"даңғылы?(?:ның)?|даңғ\."),
    ("LANE", r"переулка?|переулок|пер\.", r"тұйық көшесі|тұйығы|бұрылысы"),
    ("BOULEVARD", r"бульвара?|б-р\.?|бул\.", r"бульвары|желекжолы|гүлзары?"),
    ("PASSAGE", r"проезда?|пр-д\.?", r"өткелі|өтпе жолы"),
    ("SQUARE", r"площад[ьи]|пл\.", r"алаңы"),
    ("HIGHWAY", r"шоссе|трасса|тракт|ш\.", r"тас жолы|күре жолы"),
    ("BLOCK", r"квартала?|кв-л\.?", r"орамы"),
    ("STREET", r"улиц[аы]|ул\.", r"көшесі(?:нің)?|көше|к-сі"),
)
_UNIT_WORDS = (
    ("REPUBLIC", r"республика", r"республикасы"),
    ("REGION", r"област[ьи]|обл\.", r"облысы(?:ның)?|обл\."),
    ("CITY_ADMINISTRATION", r"городская администрация|г\.\s?а\.", r"қалалық әкімдігі|қ\.?\s?ә\.?|г\.\s?а\.?"),
    ("OKRUG", r"(?:сельск|аульн)(?:ий|ый|ого) округа?|с\.\s?о\.?|а\.\s?о\.", r"(?:ауылдық|селолық) округі(?:нің)?|а\.\s?о\.?|с\.\s?о\.?"),
    ("DISTRICT", r"района?|р-на?", r"ауданы(?:ның)?|ауд\."),
    ("TOWN", r"пос[её]лка|пос[её]лок|пос\.|п\.", r"кенті(?:нің)?|к\."),
    ("STATION", r"станци[яи]|ст\.", r"станциясы|стансасы|ст\."),
    ("SIDING", r"разъезда?|рзд\.", r"разъезі|рзд\."),
    ("PLOT", r"участ(?:ок|ка)|уч\.", r"учаскесі|уч\."),
    ("CITY", r"города?|г\.", r"қаласы(?:ның)?|қала|қ\."),
    ("VILLAGE", r"села|село|аула?|с\.|а\.", r"ауылы(?:ның)?|селосы(?:ның)?|а\.|с\."),
)  # fmt: skip
_WORDS = (*_GEONYM_WORDS, *_UNIT_WORDS)
_BEFORE = tuple((kind, re.compile(rf"(?:{ru})(?:\s+|(?<=\.))(?=\S)", re.IGNORECASE)) for kind, ru, _ in _WORDS)
_AFTER = tuple((kind, re.compile(rf"[\s.](?:{ru}|{kk})$", re.IGNORECASE)) for kind, ru, kk in _WORDS)
# A chain in one breath: Kazakh parts end with their type words, Russian ones follow the object in the genitive.
_PART_KK = re.compile(rf"(.+?\s(?:{'|'.join(kk for _, _, kk in _UNIT_WORDS)}))(?:\s+|$)", re.IGNORECASE)
_OF_OKRUG_RU = re.compile(r"^(?P<object>.+\S)\s+(?P<okrug>\S+ого)\s+(?:сельского|аульного)\s+округа$", re.IGNORECASE)
# No act names a place at such length, and reading would take its time over it.
LONGEST = 400
_QUOTES = re.compile(r"[\"«»“”„‟]")
_SEPARATOR = re.compile(r"\s*[,;]\s*")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NAMELESS = re.compile(
    r"безымянн(?:ая|ый|ое|ой|ого)|без (?:названия|наименования|имени)|(?:атауы|аты) жоқ|атаусыз", re.IGNORECASE
)
_SEVERAL = re.compile(r"(?:улицы|переулки|проспекты)\s.+\sи\s.+|.+\sжәне\s.+\s(?:көшелері|даңғылдары)", re.IGNORECASE)
_CONTINUATION = re.compile(r"^продолжение\s+(?=\S)|(?<=\S)\s+жалғасы$", re.IGNORECASE)


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a place or of an object with its place, outermost first; empty where nothing is named.

    What stands in brackets is a remark of who wrote it down.
    """
    if len(text) > LONGEST:
        return ()
    pieces = [piece for chunk in _SEPARATOR.split(cleaned(text)) for piece in _chain(chunk) if piece]
    return tuple(part for part in map(part_of, pieces) if part.name)


def nameless(text: str) -> tuple[Part, ...]:
    """The parts of a text that says its object has no name, «(безымянная улица)»; empty where it says no such thing.

    The object is then a part without a name, of the kind said.
    """
    *above, last = parts(re.sub("[()]", " ", text)) or (Part(""),)
    return (*above, Part("", last.kind)) if _NAMELESS.fullmatch(last.name) else ()


def names_several(text: str) -> bool:
    """Whether one text names several streets, «улицы Гумилева и Можайского»."""
    return len(text) <= LONGEST and _SEVERAL.fullmatch(cleaned(text)) is not None


def continued(text: str) -> str | None:
    """What a street becomes a continuation of, «продолжение проспекта Республики»; None where it becomes none."""
    rest = _CONTINUATION.sub("", cleaned(text), count=1)
    return rest if rest != cleaned(text) else None


def cleaned(text: str) -> str:
    """Without quotes and remarks in brackets, blanks folded."""
    return " ".join(_QUOTES.sub("", _IN_BRACKETS.sub(" ", text)).split())


def _chain(text: str) -> list[str]:
    if (match := _OF_OKRUG_RU.match(text)) is not None:
        return [f"{match['okrug']} сельского округа", match["object"]]
    found = [match[1].strip() for match in _PART_KK.finditer(text)]
    return found if len(found) > 1 and len(" ".join(found)) == len(text) else [text]


@lru_cache(1 << 16)
def part_of(text: str) -> Part:
    """One name with its type word taken off, whichever side it stands on."""
    for kind, after in _AFTER:
        if (match := after.search(text)) is not None:
            return Part(text[: match.start()].strip(), kind)
    for kind, before in _BEFORE:
        if (match := before.match(text)) is not None:
            return Part(text[match.end() :].strip(), kind)
    return Part(text.strip())
