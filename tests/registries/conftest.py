"""The offices that tests of deliveries work in."""

from tests.loaders.offices import first_house, office, other_office, second_house

__all__ = ["first_house", "office", "other_office", "second_house"]
