"""The `kk_KZ` provider of Faker: names of Kazakhstan in the customs of its peoples (Faker itself has none)."""

from faker import Generator
from faker.providers import BaseProvider

from loaders.country.naming import for_sex, patronymic
from loaders.country.people import FullName, Group, Sex
from loaders.country.wordlists import given_names, surnames


class Provider(BaseProvider):
    """Single names by custom and sex; `__lang__` is what Faker calls the locale."""

    __provider__ = "person"
    __lang__ = "kk_KZ"

    def given_name(self, group: Group = Group.KAZAKH, sex: Sex = Sex.MAN) -> str:
        return str(self.random_element(given_names(group, sex)).kazakh)

    def family_name(self, group: Group = Group.KAZAKH, sex: Sex = Sex.MAN) -> str:
        return for_sex(str(self.random_element(surnames(group)).kazakh), sex)

    def father_name(self, father: FullName, sex: Sex = Sex.MAN, *, kazakh_style: bool = True) -> str:
        return patronymic(father, sex, kazakh_style=kazakh_style)

    def first_name_male(self) -> str:
        return self.given_name()

    def first_name_female(self) -> str:
        return self.given_name(sex=Sex.WOMAN)

    def last_name_male(self) -> str:
        return self.family_name()

    def last_name_female(self) -> str:
        return self.family_name(sex=Sex.WOMAN)


def faker_of_names(seed: int) -> Provider:
    """A provider on its own seeded generator."""
    generator = Generator()
    generator.seed_instance(seed)
    return Provider(generator)
