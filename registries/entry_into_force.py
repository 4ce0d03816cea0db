"""When an act enters into force: from the words of its last clause to a rule, and from the rule to the first day.

A pure reading of wordings; the first day itself is a column that PostgreSQL derives (`provenance.first_day`). What is
not understood is UNKNOWN and gives no first day: nothing is guessed.
"""

import re
from dataclasses import dataclass
from datetime import date

DAYS_AFTER_PUBLICATION = "DAYS_AFTER_PUBLICATION"
ON_PUBLICATION = "ON_PUBLICATION"
ON_REGISTRATION = "ON_REGISTRATION"
FIXED_DAY = "FIXED_DAY"
UNKNOWN = "UNKNOWN"
RULES = (DAYS_AFTER_PUBLICATION, ON_PUBLICATION, ON_REGISTRATION, FIXED_DAY, UNKNOWN)


@dataclass(frozen=True, slots=True)
class EntryRule:
    """`days` must have passed after the day of publication, for DAYS_AFTER_PUBLICATION; `day` is that of FIXED_DAY."""

    rule: str
    days: int | None = None
    day: date | None = None


NOT_UNDERSTOOD = EntryRule(UNKNOWN)
_NUMBERS = {
    "пяти": 5,
    "семи": 7,
    "десяти": 10,
    "пятнадцати": 15,
    "двадцати": 20,
    "двадцати одного": 21,
    "тридцати": 30,
    "бес": 5,
    "жеті": 7,
    "он": 10,
    "он бес": 15,
    "жиырма": 20,
    "жиырма бір": 21,
    "отыз": 30,
    "алпыс": 60,
    "шестидесяти": 60,
}
_COUNT = "|".join(("[0-9]{1,3}", *sorted(_NUMBERS, key=len, reverse=True)))
_DAY = r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})|(?P<d2>[0-9]{2})\.(?P<m2>[0-9]{2})\.(?P<y2>[0-9]{4})"
_ITS = r"(?:(?:его|их|её|ее) )?"
_THIS_RU = r"(?:настоящ(?:ее|ий|ая) (?:совместное )?(?:постановление|решение|приказ|указ|закон) )?"
_ENTERS_RU = rf"{_THIS_RU}(?:(?:вводится|введен[оаы]?|вступает|вступил[оаи]?) в (?:действие|силу) )?"
_ENTERS_KK = r"(?: (?:қолданысқа енгізіледі|күшіне енеді))?"
_FIRST_KK = r"(?:осы (?:қаулы|шешім|бұйрық|жарлық) )?(?:оның )?(?:алғашқы|алғаш)(?: рет)?(?: ресми)?"
_PUBLISHED_KK = rf"{_FIRST_KK} жариялан(?:ған күнінен|ған күннен|ғаннан|ғанынан)"
# «Takes legal force at registration, is applied …»: a name is used from the day the act is applied.
_REGISTERED_KK = r"әділет органдарында (?:мемлекеттік )?тіркелген күн(?:нен|інен)(?: бастап)?"
_FORCE_FIRST_KK = re.compile(rf"^{_REGISTERED_KK} күшіне енеді(?:;|,| және) ")
_AFTER = (
    re.compile(
        rf"{_ENTERS_RU}по истечении (?P<n>{_COUNT})(?: календарных)? дней (?:после|со) дня {_ITS}"
        r"(?:первого )?(?:официального )?опубликования"
    ),
    re.compile(rf"{_PUBLISHED_KK} кейін(?: күнтізбелік)? (?P<n>{_COUNT}) күн өткен соң{_ENTERS_KK}"),
)
_AT_ONCE = (
    re.compile(rf"{_ENTERS_RU}(?:со|с) дня {_ITS}(?:первого )?(?:официального )?опубликования"),
    re.compile(rf"{_PUBLISHED_KK} бастап{_ENTERS_KK}"),
)
_REGISTERED = (
    re.compile(rf"{_ENTERS_RU}со дня {_ITS}государственной регистрации(?: в органах юстиции)?"),
    re.compile(rf"{_REGISTERED_KK}{_ENTERS_KK}"),
)
_FIXED = (
    re.compile(rf"{_ENTERS_RU}с (?:{_DAY})"),
    re.compile(rf"(?:{_DAY}) бастап{_ENTERS_KK}"),
)


def entry_rule(wording: str | None) -> EntryRule:
    """The rule that a clause of entry into force states, in Russian or Kazakh; UNKNOWN where it is not understood.

    >>> entry_rule("по истечении десяти календарных дней после дня первого официального опубликования").days
    10
    """
    words = " ".join((wording or "").casefold().replace("ё", "е").split()).strip(" .;")
    words = _FORCE_FIRST_KK.sub("", words)
    if (match := _matched(_AFTER, words)) is not None:
        count = match["n"]
        return EntryRule(DAYS_AFTER_PUBLICATION, days=int(count) if count.isdecimal() else _NUMBERS[count])
    if _matched(_AT_ONCE, words) is not None:
        return EntryRule(ON_PUBLICATION)
    if _matched(_REGISTERED, words) is not None:
        return EntryRule(ON_REGISTRATION)
    return _fixed(_matched(_FIXED, words))


def _matched(patterns: tuple[re.Pattern[str], ...], words: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.fullmatch(words))), None)


def _fixed(match: re.Match[str] | None) -> EntryRule:
    if match is None:
        return NOT_UNDERSTOOD
    year, month, day = (match[sign] or match[f"{sign}2"] for sign in "ymd")
    try:
        return EntryRule(FIXED_DAY, day=date(int(year), int(month), int(day)))
    except ValueError:
        return NOT_UNDERSTOOD
