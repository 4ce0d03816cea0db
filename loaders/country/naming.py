"""How names change with sex, marriage and custom (Kazakh and Russian)."""

from loaders.country.people import FullName, Group, Sex
from loaders.country.spelling import russified
from loaders.country.wordlists import russian_forms

_FEMININE = (("ский", "ская"), ("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина"), ("ұлы", "қызы"))
_IRREGULAR = {"Илья": ("Ильич", "Ильинична"), "Никита": ("Никитич", "Никитична"), "Павел": ("Павлович", "Павловна")}
_IRREGULAR |= {"Пётр": ("Петрович", "Петровна"), "Михаил": ("Михайлович", "Михайловна")}
_IRREGULAR |= {"Дмитрий": ("Дмитриевич", "Дмитриевна"), "Ильяс": ("Ильясович", "Ильясовна")}


def feminine(surname: str) -> str:
    """A man's surname as a woman bears it; forms without an ending of gender stay."""
    for masculine_end, feminine_end in _FEMININE:
        if surname.endswith(masculine_end):
            return surname.removesuffix(masculine_end) + feminine_end
    return surname


def masculine(surname: str) -> str:
    for masculine_end, feminine_end in _FEMININE:
        if surname.endswith(feminine_end):
            return surname.removesuffix(feminine_end) + masculine_end
    return surname


def for_sex(surname: str, sex: Sex) -> str:
    return feminine(masculine(surname)) if sex is Sex.WOMAN else masculine(surname)


def bare(surname: str) -> str:
    """The surname without -ов/-ев (a right since decree 2923 of 1996-02-02); itself where nothing can go."""
    base = masculine(surname)
    return base[:-2] if base.endswith(("ов", "ев")) and len(base) > 5 else surname


def kazakh_patronymic(father_given: str, sex: Sex) -> str:
    return father_given + ("қызы" if sex is Sex.WOMAN else "ұлы")


def russian_patronymic(father_given: str, sex: Sex) -> str:
    """-ович/-овна from the russified name of the father: Серік -> Серикович, Абай -> Абаевич."""
    father = russian_forms().get(father_given) or russified(father_given)
    woman = sex is Sex.WOMAN
    if father in _IRREGULAR:
        return _IRREGULAR[father][woman]
    if father.endswith("ий"):
        return father[:-2] + ("ьевна" if woman else "ьевич")
    if father.endswith(("й", "ь")):
        return father[:-1] + ("евна" if woman else "евич")
    if father.endswith(tuple("аеёиоуыэюя")):
        return father + ("евна" if woman else "евич")
    return father + ("овна" if woman else "ович")


def patronymic(father: FullName, sex: Sex, *, kazakh_style: bool) -> str:
    return kazakh_patronymic(father.given, sex) if kazakh_style else russian_patronymic(father.given, sex)


def kazakh_style_share(group: Group, year: int) -> float:
    """The share of newborns whose patronymic is in the Kazakh style, by custom and year of birth."""
    if group is not Group.KAZAKH:
        return 0.0
    return 0.25 if year < 1993 else 0.6
