"""Type words of addresses in both languages, and where they stand beside a name.

Source: reference of address forms, sections 1 and 2. Russian writes the type before the name, except that an
adjective stands before its noun (Акмолинская область, but область Абай); Kazakh writes the name before the type. Names
of the KATO classifier carry a type word already, those of the address register do not: which it is, the name tells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

KK, RU = "kk", "ru"
UNKNOWN = "[?]"
COUNTRY = {KK: "Қазақстан Республикасы", RU: "Республика Казахстан"}

UNIT_WORDS = {
    "REGION": {RU: "область", KK: "облысы"},
    "DISTRICT": {RU: "район", KK: "ауданы"},
    "CITY_DISTRICT": {RU: "район", KK: "ауданы"},
    "REPUBLICAN_CITY": {RU: "город", KK: "қаласы"},
    "CITY": {RU: "город", KK: "қаласы"},
    "CITY_ADMINISTRATION": {RU: "городская администрация", KK: "қалалық әкімшілік"},
    "OKRUG": {RU: "сельский округ", KK: "ауылдық округі"},
    "VILLAGE": {RU: "село", KK: "ауылы"},
    "TOWN": {RU: "поселок", KK: "кенті"},
    "TOWNSHIP": {RU: "поселок", KK: "кенті"},
    "STATION": {RU: "станция", KK: "станциясы"},
    "SIDING": {RU: "разъезд", KK: "разъезі"},
    "PLOT": {RU: "участок", KK: "учаскесі"},
}
GEONYM_WORDS = {
    "STREET": {RU: "улица", KK: "көшесі"},
    "AVENUE": {RU: "проспект", KK: "даңғылы"},
    "MICRODISTRICT": {RU: "микрорайон", KK: "ықшам ауданы"},
    "BLOCK": {RU: "квартал", KK: "орамы"},
    "BOULEVARD": {RU: "бульвар", KK: "бульвары"},
    "LANE": {RU: "переулок", KK: "тұйық көшесі"},
    "PASSAGE": {RU: "проезд", KK: "өткелі"},
    "SQUARE": {RU: "площадь", KK: "алаңы"},
    "HIGHWAY": {RU: "шоссе", KK: "тас жолы"},
    "RESIDENTIAL_AREA": {RU: "жилой массив", KK: "тұрғын алабы"},
    "GARDENING_SOCIETY": {RU: "садоводческое товарищество", KK: "бағбандық серіктестігі"},
}
BUILDING_WORDS = {
    "HOUSE": {RU: "дом", KK: "үй"},
    "STRUCTURE": {RU: "строение", KK: "құрылыс"},
    "BUILDING": {RU: "здание", KK: "ғимарат"},
    "CORPUS": {RU: "корпус", KK: "корпус"},
    "PLOT": {RU: "земельный участок", KK: "жер учаскесі"},
}
# The register's own script writes rooms as its dictionary stores them, with a capital in Russian.
ROOM_WORDS = {
    "APARTMENT": {RU: "Квартира", KK: "пәтер"},
    "OFFICE": {RU: "Офис", KK: "кеңсе"},
    "ROOM": {RU: "Комната", KK: "бөлме"},
    "NON_RESIDENTIAL": {RU: "Помещение", KK: "үй-жай"},
}

ADJECTIVE_FIRST = frozenset({"REGION", "DISTRICT", "CITY_DISTRICT", "OKRUG"})
ADJECTIVE = re.compile(r"(?:ский|цкий|ская|цкая|ный|ной|ная|вый|вой|вая|гий|кий)$")
_TYPED_UNIT = {
    RU: re.compile(
        r"^(?:г|с|п|а|ст|рзд|уч|отг|пос|обл|кр|крес|оздоровит|р-н)\.[^.]"
        r"|^(?:[сгпр]\.[оа]|с\.им|с\.о\.им|кр\.\s?хоз)\."
        r"|(?:^|\s)(?:[сгпрСГП]\.[оаОА]|обл|р-н|с|кр\.\s?хоз)\.?$"
        r"|(?:^|\s)(?:область|[рР]айон|город|село|аул|поселок|посёлок|станция|разъезд|участок|округ|отгон|зимовка|точка"
        r"|ферма|поселье|кордон|лесхоз|хозяйство|администрация)(?:\s|$)",
    ),
    KK: re.compile(
        r"[\s.](?:облысы|ауданы|ауд\.|қаласы|қала|әкімшілік|әкімшілігі|округі|ауылы|селосы|кенті|станциясы|стансасы|разъезі"
        r"|учаскесі|қыстауы?|мекені|фермасы|ферма|қонысы|шаруашылығы)$"
        r"|\s(?:[акқќсж]|[акқАКҚ]\.?[оәОӘ]\s?|Г\.А|ат(?:ын)?\.\s?а(?:\.о)?|ст|рзд|уч|шар\.?қож|ш\.қ)\.?$",
    ),
}
_TYPED_GEONYM = {
    RU: re.compile(
        r"^(?:ул|пр|пл|мкр|мкрн|пер|б-р|бул|ш|кв-л|пр-т|пр-д)\."
        r"|(?:^|\s)(?:улица|проспект|микрорайон|мкр|квартал|бульвар|переулок|проезд|площадь|шоссе|трасса|тракт|массив"
        r"|товарищество)(?:\s|$)",
    ),
    KK: re.compile(
        r"\s(?:көшесі|к-сі|даңғылы|даңғ\.|аудан|ауданы|шағынауданы?|ықшамауданы?|орамы|квартал|бульвары|желекжолы|гүлзар"
        r"|бұрылысы|өткелі|жолы?|алаңы|алабы|серіктестігі)$",
    ),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the kinds of one sort of thing, and how a name shows that it carries one."""

    words: Mapping[str, Mapping[str, str]]
    typed: Mapping[str, re.Pattern[str]]


UNITS = Vocabulary(UNIT_WORDS, _TYPED_UNIT)
GEONYMS = Vocabulary(GEONYM_WORDS, _TYPED_GEONYM)
