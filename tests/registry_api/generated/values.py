"""What generated worlds say, and what generated operations ask with: synthetic numbers, names of every shape."""

from datetime import date
from random import Random

from registries.identifiers import check_digit, form_iin, rnn_check_digit


def _iin(serial: int) -> str:
    formed = form_iin(date(1985, 4, 12), 8, serial)
    assert formed is not None
    return formed


IINS = tuple(_iin(serial) for serial in (12, 14, 15, 16, 18, 19))
STRANGE_IIN = f"{IINS[0][:11]}{(int(IINS[0][11]) + 1) % 10}"
RNNS = tuple(f"{eleven}{rnn_check_digit(eleven)}" for eleven in ("99000000001", "99000000002", "99000000003"))
CARDS = ("000123456", "000123457", "000654321")
# Few numbers for many persons: some end at two.
BORNE = (
    *(("IIN", number) for number in (*IINS[:5], IINS[0], STRANGE_IIN)),
    *(("RNN", number) for number in RNNS[:2]),
    *(("IDENTITY_CARD", number) for number in CARDS[:2]),
    ("SIK", "ZZ00000000000001"),
)
ASKED = (*BORNE, ("RNN", RNNS[2]), ("IIN", IINS[5]), ("PASSPORT", "N00012345"), ("RNN", "12"), ("SIK", "ZZ"),
         ("IIN", "99-00 00000011"), ("IDENTITY_CARD", "123456"), ("PASSPORT", "X1"), ("RNN", ""), ("RNN", "990000000019"),
         ("BIRTH_CERTIFICATE", "99-АБ № 1"), ("IIN", "abc"))  # fmt: skip
_ELEVEN = ("15099000123", "10099000555", "12099000777", "19139000888")
BINS = tuple(f"{eleven}{check_digit(eleven)}" for eleven in _ELEVEN)
HOLDERS: tuple[tuple[str | None, str | None], ...] = (
    (None, None),
    *(("IIN", number) for number in IINS),
    *(("BIN", number) for number in BINS),
)
OWNERS = tuple(pair for pair in HOLDERS if pair[0] is not None)
KATO = tuple(f"99{number}" for number in ("0000000", "1010000", "1010001", "3230100", "5550100", "5550200"))
RKA = tuple(f"99000000000000{number:02}" for number in range(10, 22))
RKO = tuple(f"99{number}" for number in range(10, 18))
PLOTS = ("99-001-001-0001", "99-001-001-002", "99-002-001-0003")

UNIT_KINDS = ("REPUBLIC", "REGION", "DISTRICT", "CITY", "OKRUG", "VILLAGE", "STATION", "OTHER")
UNIT_NAMES = ("Акмолинская", "Абай", "Ақмола", "с.Аксу", "Ақсу а.", "г.Семей", "Айгызский с.о.", "Жаңа округі",
              "район \"Алматы\"", "НОВЫЙ", "O'Harа \\ 5:1", "ГОРОД Новый", "Абай облысы", "С")  # fmt: skip
GEONYM_KINDS = ("STREET", "AVENUE", "MICRODISTRICT", "LANE", "GARDENING_SOCIETY", "NOTHING")
GEONYM_NAMES = ("Абая", "МИКРОРАЙОН Мирас", "ул. Ленина", "Абай көшесі", "8 марта", "№ 23-6", "МКР", "1 шағын аудан",
                "Коктем-2", "«Ионосфера»", "квартал 5", "Жолы жолы")  # fmt: skip
NUMBERS = ("12", "1", "12/1", "1/", "/", "14А", "286/2", "1/1", " 5 ", "б/н")
POINTERS = ("HOUSE", "CORPUS", "BUILDING", "STRUCTURE", "OTHER", None)
ROOMS = ("5", "29А", "12", "")
ROOM_KINDS = ("APARTMENT", "OFFICE", "ROOM", "OTHER", None)

TEXTS = (None, "Көкшетау", "", 'a "quoted" \\ \u2028 line\n\tend', "\u0001\u001f", "null", "😀", "$1 %s :p0 {}")
COMPANY_NAMES = ("ТОО «Ақсу»", 'Say "Hello"', "a\\b\nc", "\u007f\u0085\u2029", "' OR 1", "%(x)s :today")
SURNAMES = ("Серікова", "Ахметова", "Ким", "O'Neil", 'A"B\\', "Ё\u0306")
AREAS = (None, "0.0600", "0", "12", "0.00000000", "1000000.50", "0.000000012")
STATUSES = ("Зарегистрирован", "Ликвидирован")


def person_name(rng: Random) -> tuple[str, str | None, str | None]:
    return (rng.choice(SURNAMES), rng.choice((None, "Айгүл", "Тимур")), rng.choice((None, "Маратқызы", "")))


def plot(rng: Random) -> tuple[object, ...]:
    area = rng.choice(AREAS)
    purpose, category, right = (rng.choice(TEXTS) for _ in range(3))
    return (area, purpose, category, right, rng.choice(TEXTS))
