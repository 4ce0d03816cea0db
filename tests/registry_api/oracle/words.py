"""Type words of addresses, copied as data: what the official forms write before or after a name."""

import re

KK, RU = "kk", "ru"
COUNTRY = {KK: "Қазақстан Республикасы", RU: "Республика Казахстан"}

UNITS = {
    "REGION": ("область", "облысы"),
    "DISTRICT": ("район", "ауданы"),
    "CITY_DISTRICT": ("район", "ауданы"),
    "REPUBLICAN_CITY": ("город", "қаласы"),
    "CITY": ("город", "қаласы"),
    "CITY_ADMINISTRATION": ("городская администрация", "қалалық әкімшілік"),
    "OKRUG": ("сельский округ", "ауылдық округі"),
    "VILLAGE": ("село", "ауылы"),
    "TOWN": ("поселок", "кенті"),
    "TOWNSHIP": ("поселок", "кенті"),
    "STATION": ("станция", "станциясы"),
    "SIDING": ("разъезд", "разъезі"),
    "PLOT": ("участок", "учаскесі"),
}
GEONYMS = {
    "STREET": ("улица", "көшесі"),
    "AVENUE": ("проспект", "даңғылы"),
    "MICRODISTRICT": ("микрорайон", "ықшам ауданы"),
    "BLOCK": ("квартал", "орамы"),
    "BOULEVARD": ("бульвар", "бульвары"),
    "LANE": ("переулок", "тұйық көшесі"),
    "PASSAGE": ("проезд", "өткелі"),
    "SQUARE": ("площадь", "алаңы"),
    "HIGHWAY": ("шоссе", "тас жолы"),
    "RESIDENTIAL_AREA": ("жилой массив", "тұрғын алабы"),
    "GARDENING_SOCIETY": ("садоводческое товарищество", "бағбандық серіктестігі"),
}
BUILDINGS = {
    "HOUSE": ("дом", "үй"),
    "STRUCTURE": ("строение", "құрылыс"),
    "BUILDING": ("здание", "ғимарат"),
    "CORPUS": ("корпус", "корпус"),
    "PLOT": ("земельный участок", "жер учаскесі"),
}
ROOMS = {
    "APARTMENT": ("Квартира", "пәтер"),
    "OFFICE": ("Офис", "кеңсе"),
    "ROOM": ("Комната", "бөлме"),
    "NON_RESIDENTIAL": ("Помещение", "үй-жай"),
}

# An adjective of these kinds stands before its noun: Акмолинская область, but область Абай.
ADJECTIVE_FIRST = {"REGION", "DISTRICT", "CITY_DISTRICT", "OKRUG"}
ADJECTIVE = re.compile(r"(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$")

TYPED_UNIT = {
    RU: re.compile(
        r"^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]"
        r"|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\."
        r"|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$"
        r"|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка"
        r"|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)"
    ),
    KK: re.compile(
        r"[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі"
        r"|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$"
        r"|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$"
    ),
}
TYPED_GEONYM = {
    RU: re.compile(
        r"^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\."
        r"|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив"
        r"|товарищество)(?:\s|$)"
    ),
    KK: re.compile(
        r"\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар"
        r"|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$"
    ),
}


def word(words: dict[str, tuple[str, str]], kind: str | None, language: str) -> str | None:
    pair = words.get(kind or "")
    return None if pair is None else pair[language == KK]


def typed(patterns: dict[str, re.Pattern[str]], name: str, language: str) -> bool:
    """Whether a name says its type itself; one written in capitals is read as if it were small."""
    first, *rest = name.split(" ")
    if len(first) > 3 and first.isupper():
        name = " ".join([first.lower(), *rest])
    return patterns[language].search(name) is not None


def written(
    name: str, kind: str | None, language: str, words: dict[str, tuple[str, str]], patterns: dict[str, re.Pattern[str]]
) -> str:
    """A name with the word of its kind, where it has one and the name does not say it."""
    of = word(words, kind, language)
    if of is None or typed(patterns, name, language):
        return name
    if language == KK or (kind in ADJECTIVE_FIRST and ADJECTIVE.search(name)):
        return f"{name} {of}"
    return f"{of} {name}"
