"""The explanation of a weight, field by field, in words: what agreed and what did not, never what was said.

Keys are the comparisons and levels of the committed model, so a judgement keeps names and any reader chooses the language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from registries.crosswalk.weighing.scorer import Weighed

LANGUAGES: Final = ("kk", "ru", "en")
Words = tuple[str, str, str]  # in the order of LANGUAGES

FIELDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "surname": ("тегі", "фамилия", "surname"),
        "given_name": ("аты", "имя", "given name"),
        "patronymic": ("әкесінің аты", "отчество", "patronymic"),
        "birth_date": ("туған күні", "дата рождения", "birth date"),
        "sex": ("жынысы", "пол", "sex"),
        "order": ("өрістердің реті", "порядок полей", "order of fields"),
    }
)
_LEVELS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "missing": ("бір жақта көрсетілмеген", "с одной стороны не указано", "not said on one side"),
        "same": ("сәйкес келеді", "совпадает", "the same"),
        "typing": ("бір әріп айырмашылығы бар", "отличие в одну букву", "one typing error apart"),
        "similar": ("ұқсас", "похоже", "similar"),
        "sounds": ("құлаққа ұқсас естіледі", "созвучно", "sounds alike"),
        "initial": ("бас әрпі сәйкес келеді", "совпадает инициал", "the initial fits"),
        "begins": ("біреуі екіншісінің басы", "одно начинается с другого", "one is the beginning of the other"),
        "differs": ("басқа", "другое", "different"),
    }
)
_OF_FIELDS: Final[Mapping[tuple[str, str], Words]] = MappingProxyType(
    {
        ("surname", "part"): (
            "қос тектің бір бөлігі сәйкес келеді", "совпадает часть двойной фамилии", "a part of a double surname is the same",
        ),
        ("surname", "differs_woman"): (
            "басқа, әйел тегін ауыстыруы мүмкін", "другая, женщина могла её сменить", "different, as a woman's may become",
        ),
        ("given_name", "form"): ("бір есімнің нұсқалары", "формы одного имени", "forms of one name"),
        ("birth_date", "year_only"): (
            "жылы сәйкес, күні белгісіз", "год совпадает, день неизвестен", "the year is the same, the day unknown",
        ),
        ("birth_date", "day_and_month"): (
            "күні мен айы орын ауыстырған", "день и месяц переставлены", "day and month are exchanged",
        ),
        ("birth_date", "digit"): ("бір цифр айырмашылығы бар", "отличие в одну цифру", "one digit apart"),
        ("birth_date", "other_year"): (
            "күні мен айы сәйкес, жылы басқа", "день и месяц совпадают, год другой", "same day and month of another year",
        ),
        ("birth_date", "same_year"): ("жылы ғана сәйкес", "совпадает только год", "only the year is the same"),
        ("birth_date", "near_year"): ("көршілес жыл", "соседний год", "the year before or after"),
        ("order", "written"): ("жазылғандай", "как записано", "as written"),
        ("order", "swapped"): (
            "тегі мен аты орын ауыстырған", "фамилия и имя переставлены", "surname and given name are exchanged",
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of an explanation; `weight` in bits, for or against."""

    field: str
    outcome: str
    weight: float
    words: str


def words_of(field: str, outcome: str, language: str) -> str:
    """A sentence about one field, as `фамилия: совпадает`. `language` is one of `LANGUAGES`."""
    place = LANGUAGES.index(language)
    outcome_words = _OF_FIELDS.get((field, outcome)) or _LEVELS[outcome]
    return f"{FIELDS[field][place]}: {outcome_words[place]}"


def explained(parts: Iterable[Weighed], language: str) -> list[Explained]:
    """The parts of a weight in words, the order of fields left out where names stand as they should."""
    return [
        Explained(part.comparison, part.level, part.weight, words_of(part.comparison, part.level, language))
        for part in parts
        if (part.comparison, part.level) != ("order", "written")
    ]


def kept(parts: Iterable[Weighed]) -> list[dict[str, str | float]]:
    """What a judgement keeps of an explanation: names and rounded bits, for `judgement.explanation`."""
    return [{"field": part.comparison, "outcome": part.level, "bits": round(part.weight, 2)} for part in parts]
