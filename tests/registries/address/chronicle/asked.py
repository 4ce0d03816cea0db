"""The same through the contract: a few of each world's questions, asked as a clerk of the portal asks them."""

from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine

from registries.access.consumers import named
from registries.access.token import issue
from registries.settings import Settings
from registry_api.wsgi import Application, application
from tests.registries.address.chronicle.answers import Names, listed_address, listed_bearers, meant_by_code
from tests.registries.address.chronicle.deeds import Deeds
from tests.registry_api.asking import Client
from tests.registry_api.oracle.books import Books
from tests.registry_api.oracle.days import standing

ADDRESS = """query($rka: RKA!, $day: Date, $known: DateTime) {
  address(rka: $rka, asOf: $day, knownAt: $known) { kk: full(language: KK) ru: full(language: RU) } }"""
BEARERS = """query($kato: KATO!, $known: DateTime) {
  bearersOfCode(kato: $kato, knownAt: $known) { validFrom validTo startsBasis } }"""
UNIT = """query($kato: KATO!, $day: Date, $known: DateTime) {
  administrativeUnit(kato: $kato, asOf: $day, knownAt: $known) { names { language name } } }"""


class Portal:
    """The application on a database; to be closed."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        url = engine.url.render_as_string(hide_password=False)
        self.settings = Settings(database_url=url, data_dir=folder, synthetic=True)
        made = application(self.settings)
        assert isinstance(made, Application)
        self._app = made
        with engine.begin() as connection:
            caller = named(connection, "dana@portal")
        self.client = Client(made, issue(self.settings, caller.consumer, caller.official))

    def close(self) -> None:
        self._app.answering.pool.close()

    def ask(self, document: str, day: date, known: datetime | None, **given: str) -> dict[str, Any]:
        variables = given | {"day": str(day), "known": None if known is None else known.isoformat()}
        used = {name: value for name, value in variables.items() if f"${name}" in document}
        return self.client.ask(document, used).data


def answers_agree(
    portal: Portal, names: Names, deeds: Deeds, books: Books, day: date, known: datetime | None, codes: list[str],
    chance: Random,
) -> None:  # fmt: skip
    """Some codes, and some houses that have their code on the day."""
    belief = deeds.belief
    for kato in chance.sample(codes, 3):
        told = portal.ask(BEARERS, day, known, kato=kato)["bearersOfCode"]
        assert sorted((str(one["validFrom"]), str(one["validTo"]), one["startsBasis"]) for one in told) == sorted(
            one[1:4] for one in listed_bearers(deeds, kato)
        )
        outcome, key = meant_by_code(belief, kato, day)
        if outcome == "BORNE" and key is not None:
            told = portal.ask(UNIT, day, known, kato=kato)["administrativeUnit"]["names"]
            assert {one["language"]: one["name"] for one in told} == _names(books, names.ids["unit", key], day)
    houses = belief.things("address")
    for thing in chance.sample(houses, min(3, len(houses))):
        rka = belief.on(thing, "code", day)
        if rka is not None:
            told = portal.ask(ADDRESS, day, known, rka=str(rka))["address"]
            assert (told["kk"], told["ru"]) == listed_address(books, names.ids[thing], day)[1:3]


def _names(books: Books, unit: int, day: date) -> dict[str, str]:
    from_the_list = standing(books.of("address.unit_name", unit, None), "address.unit_name", day)
    return {row["language"]: row["name"] for row in from_the_list}
