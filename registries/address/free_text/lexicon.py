"""Words of types and of relations in both languages, full and short, and what each may mean.

Source: reference of address forms, sections 2 and 3. Entries are read as they sound, so that look-alikes, old glyphs
and Latin spellings of them are found too; a point between or behind letters does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from registries.address.free_text.tokens import Token, tokens

UNIT, GEONYM, BUILDING, PART, PREMISES, LANDMARK = "unit", "geonym", "building", "part", "premises", "landmark"
BEFORE, AFTER = "before", "after"  # where the word of a type stands beside its name or number


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of a type may mean. `place` is where it stands beside the name, as the language has it."""

    sort: str
    kinds: frozenset[str]
    place: str


_RU_UNITS = {
    "REGION": "область обл области", "DISTRICT|CITY_DISTRICT": "район р-н р-он района районе rayon",
    "CITY|REPUBLICAN_CITY": "город г гор города городе", "CITY_ADMINISTRATION": "г.а|городская администрация",
    "OKRUG": "с.о|с/о|сельский округ|сельского округа|аульный округ", "VILLAGE": "село с аул а деревня д села",
    "TOWN|TOWNSHIP": "поселок пос п поселка", "STATION": "станция ст", "SIDING": "разъезд рзд", "PLOT": "участок",
}  # fmt: skip
_KK_UNITS = {
    "REGION": "облысы обл region oblast", "DISTRICT|CITY_DISTRICT": "ауданы ауд аудан district",
    "CITY|REPUBLICAN_CITY": "қаласы қала city", "CITY|REPUBLICAN_CITY|TOWN|TOWNSHIP": "қ",
    "CITY_ADMINISTRATION": "қ.ә|қалалық әкімшілік|қалалық әкімшілігі", "OKRUG": "ауылдық округі|а.о|округі",
    "VILLAGE": "ауылы ауыл а селосы village", "TOWN|TOWNSHIP": "кенті",
    "STATION": "станциясы стансасы ст", "SIDING": "разъезі", "PLOT": "учаскесі",
}  # fmt: skip
_RU_GEONYMS = {
    "STREET": "улица ул улицы улице улицу улиц", "AVENUE": "проспект пр-т просп пр-кт проспекта проспекту",
    "AVENUE|PASSAGE": "пр", "MICRODISTRICT": "микрорайон мкр мкрн мкр-н микр-н м-н микрорайона микрорайоне",
    "BLOCK": "квартал кв-л кв", "BOULEVARD": "бульвар б-р бул", "LANE": "переулок пер", "PASSAGE": "проезд пр-д",
    "SQUARE": "площадь пл", "HIGHWAY": "шоссе ш трасса трассы тракт тракта автодорога автодороги автотрасса автотрассы",
    "RESIDENTIAL_AREA": "жилой массив|ж.м|ж/м|массив",
    "GARDENING_SOCIETY": "садоводческое товарищество|с.т|с/т|ст",
}  # fmt: skip
_KK_GEONYMS = {
    "STREET": "көшесі к-сі көш көше к street st", "AVENUE": "даңғылы даңғ даңғыл avenue ave",
    "MICRODISTRICT": "ықшам ауданы|ықшамауданы|шағын ауданы|шағынауданы|шағын аудан|шағынаудан|ықшам аудан|ықшамаудан",
    "BLOCK": "орамы", "BOULEVARD": "бульвары желекжолы", "LANE": "тұйық көшесі|тұйық көше|бұрылысы",
    "PASSAGE": "өткелі|өтпе жолы", "SQUARE": "алаңы", "HIGHWAY": "тас жолы|тас жолының|күре жолы|күре жолының",
    "RESIDENTIAL_AREA": "тұрғын алабы|алабы", "GARDENING_SOCIETY": "бағбандық серіктестігі|серіктестігі",
}  # fmt: skip
_RU_BUILDINGS = {
    "HOUSE": "дом|д|дома|домами|house", "STRUCTURE": "строение|стр", "BUILDING": "здание|зд|building|bldg",
    "PLOT": "земельный участок|уч",
}  # fmt: skip
_KK_BUILDINGS = {"HOUSE": "үй үйі", "STRUCTURE": "құрылыс", "BUILDING": "ғимарат", "PLOT": "жер учаскесі|"}
_PARTS = {"CORPUS": "корпус корп к блок", "LETTER": "литера лит литер"}
_RU_PREMISES = {
    "APARTMENT": "квартира кв apartment apt", "OFFICE": "офис оф office", "ROOM": "комната ком room",
    "NON_RESIDENTIAL": "помещение|пом|н.п|т.е.ү", "ENTRANCE": "подъезд под",
}  # fmt: skip
_KK_PREMISES = {
    "APARTMENT": "пәтер пәт", "OFFICE": "кеңсе", "ROOM": "бөлме", "NON_RESIDENTIAL": "үй-жай", "FLOOR": "этаж эт қабат floor",
    "ENTRANCE": "кіреберіс",
}  # fmt: skip
# What is no address by itself, and takes the name behind it along.
_LANDMARKS = "сквер сквера парк парка река реки р роддом музей музея стадион школа школы рынок базар"
CORNER_WORDS: Final = (
    "уг угол углу пересечение пересечении перекресток перекрестке қиылысы қиылысында бұрышы бұрышында corner"
)
RELATION_WORDS: Final = (
    f"{CORNER_WORDS} на по вдоль ниже выше южнее севернее западнее восточнее восток запад юг север "
    "сзади за позади напротив возле около рядом между перед через of жанында қарсы артында"
)
FORMER_WORDS: Final = "бывш бывшая бывший бывшее бывшей быв ранее б бұрынғы бұр former"
KILOMETRE_WORDS: Final = "км километр километре шақырым шақырымы шақырымында km"
UNNUMBERED_WORDS: Final = "б/н|без номера|без №|нөмірсіз"
COUNTRY_WORDS: Final = "республика казахстан|қазақстан республикасы|рк|қр|казахстан|қазақстан|kazakhstan"
# Directions stand behind a name and belong to it only by place.
BESIDE: Final = frozenset(
    ["сзади", "за", "позади", "напротив", "возле", "около", "рядом", "между", "перед", "жанында", "қарсы", "артында"]
)

Phrase = tuple[str, ...]
LONGEST_PHRASE: Final = 4
TYPO_FROM: Final = 6  # letters of a type word in which one slip is forgiven


def phrase_of(written: str) -> Phrase:
    return tuple("-" if token.said in "-/" else token.said for token in tokens(written) if token.said != ".")


def said(words: str) -> frozenset[str]:
    """The single words of a list, as they sound."""
    return frozenset(phrase_of(word)[0] for word in words.split())


def _phrases(listed: str) -> list[Phrase]:
    return [phrase for words in listed.split("|" if "|" in listed else None) if (phrase := phrase_of(words))]


def _lexicon() -> dict[Phrase, tuple[Meaning, ...]]:
    made: dict[Phrase, list[Meaning]] = {}
    tables = (
        (_RU_UNITS, UNIT, BEFORE), (_KK_UNITS, UNIT, AFTER), (_RU_GEONYMS, GEONYM, BEFORE), (_KK_GEONYMS, GEONYM, AFTER),
        (_RU_BUILDINGS, BUILDING, BEFORE), (_KK_BUILDINGS, BUILDING, AFTER), (_PARTS, PART, BEFORE),
        (_RU_PREMISES, PREMISES, BEFORE), (_KK_PREMISES, PREMISES, AFTER), ({"": _LANDMARKS}, LANDMARK, BEFORE),
    )  # fmt: skip
    for table, sort, place in tables:
        for kinds, listed in table.items():
            meaning = Meaning(sort, frozenset(kinds.split("|")) - {""}, place)
            for phrase in dict.fromkeys(_phrases(listed)):
                made.setdefault(phrase, []).append(meaning)
    return {phrase: tuple(meanings) for phrase, meanings in made.items()}


LEXICON: Final = _lexicon()
_LONG: Final = [phrase[0] for phrase in LEXICON if len(phrase) == 1 and len(phrase[0]) >= TYPO_FROM]
COUNTRY: Final = frozenset(phrase_of(words) for words in COUNTRY_WORDS.split("|"))
UNNUMBERED: Final = frozenset(phrase_of(words) for words in UNNUMBERED_WORDS.split("|"))
RELATIONS: Final = said(RELATION_WORDS)
FORMER: Final = said(FORMER_WORDS)
KILOMETRES: Final = said(KILOMETRE_WORDS)
CORNERS: Final = said(CORNER_WORDS)
BESIDES: Final = frozenset(phrase_of(word)[0] for word in BESIDE)


@lru_cache(1 << 14)
def forgiven(word: str) -> str | None:
    """The one long word of a type that `word` is, but for one slip; None where there is none, or several."""
    if len(word) < TYPO_FROM or (word,) in LEXICON:
        return None
    near = [one for one in _LONG if one[0] == word[0] and OSA.distance(one, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def matched(line: Sequence[Token], at: int) -> tuple[tuple[Meaning, ...], int] | None:
    """The longest phrase of types that begins at `at`: what it may mean, and the place behind it and its point."""
    best: tuple[tuple[Meaning, ...], int] | None = None
    phrase: list[str] = []
    place = at
    while place < len(line) and len(phrase) < LONGEST_PHRASE:
        token = line[place]
        if token.is_mark("-/"):
            phrase.append("-")
        elif token.is_word:
            phrase.append(token.said)
        else:
            break
        place += 1
        while place < len(line) and line[place].is_mark(".") and line[place].glued:
            place += 1
        found = LEXICON.get(tuple(phrase))
        if found and _written_together(line, at, place, phrase):
            best = (found, place)
    # A word that begins with a capital is a name: Қабат is a floor, Қанат a street.
    name = line[at].text[:1].isupper() and not line[at].text.isupper()
    if best is None and line[at].is_word and not name and (right := forgiven(line[at].said)):
        return LEXICON[(right,)], at + 1
    return best


def _written_together(line: Sequence[Token], at: int, end: int, phrase: Sequence[str]) -> bool:
    """Two single letters are one short form only with a point or stroke between: `с.о.`, `с/о`, not `с о`."""
    if len(phrase) == 1 or any(len(word) > 1 for word in phrase):
        return True
    return any(token.is_mark("./-") for token in line[at + 1 : end - 1])
