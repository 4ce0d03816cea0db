"""Every name of the country's word lists, in every spelling in circulation, is found under one skeleton."""

from collections.abc import Iterator

from loaders.country.misspelling import russian
from loaders.country.naming import bare, feminine, patronymic
from loaders.country.people import FullName, Group, Sex
from loaders.country.spelling import LATIN_ALPHABETS, latin, legacy_font, look_alikes
from loaders.country.wordlists import given_names, surnames
from registries.crosswalk.names import given_key, patronymic_key, surname_key
from registries.crosswalk.skeleton import skeleton

# Words of look-alikes alone are Latin words too; in the alphabet of 2021 дж is dj; the digraph ng swallows a g.
UNDECIDABLE = {"Bepa", "Tapac", "Nadejda", "Esenghaliev", "Esenghalieva", "Esenghali"}


def spellings(*words: str) -> Iterator[str]:
    for word in words:
        yield from (word, word.upper(), legacy_font(word), look_alikes(word))
        yield from (latin(word, alphabet) for alphabet in LATIN_ALPHABETS)


def given() -> Iterator[str]:
    yield from (name.kazakh for group in Group for sex in Sex for name in given_names(group, sex))


def test_a_given_name() -> None:
    missed = {
        spelling
        for name in given()
        for spelling in spellings(name, russian(name))
        if skeleton(given_key(spelling)) != skeleton(given_key(name))
    }
    assert missed <= UNDECIDABLE


def test_a_patronymic_of_either_style_and_sex() -> None:
    fathers = [name.kazakh for group in Group for name in given_names(group, Sex.MAN)]
    for father in fathers:
        written = (
            patronymic(FullName("", father, ""), sex, kazakh_style=style) for sex in Sex for style in (True, False)
        )
        for spelling in spellings(*written):
            assert skeleton(patronymic_key(spelling)) == skeleton(patronymic_key(father)), spelling


def test_a_surname_of_a_man_or_a_woman_with_its_ending_or_without() -> None:
    missed = {
        spelling
        for group in Group
        for surname in surnames(group)
        for spelling in spellings(
            surname.kazakh, feminine(surname.kazakh), russian(surname.kazakh), bare(surname.kazakh)
        )
        if skeleton(surname_key(spelling)) != skeleton(surname_key(surname.kazakh))
    }
    assert missed <= UNDECIDABLE
