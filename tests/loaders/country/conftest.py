"""A small country, written once for all tests that read its files, and a society nobody has written down."""

import pytest

from loaders.country.dirt import FIRST_PROFILE
from loaders.country.society import Society, build_society
from tests.loaders.country.reading import Country, write

PERSONS = 300


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return write(tmp_path_factory.mktemp("country"), persons=PERSONS)


@pytest.fixture(scope="session")
def society() -> Society:
    return build_society(400, 7, FIRST_PROFILE)


@pytest.fixture(scope="session")
def large_society() -> Society:
    return build_society(4000, 3, FIRST_PROFILE)
