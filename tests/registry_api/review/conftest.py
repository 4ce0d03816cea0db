"""An office with a queue, and clerks before the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from registries.access.consumers import let_review, named
from registries.access.token import issue
from registries.crosswalk.clerical.finding import find_all
from registries.crosswalk.reconcile.register import forget
from registries.settings import Settings
from registry_api.wsgi import Application, application
from tests.loaders.offices import Office, first_house, office
from tests.loaders.papers import gbd_fl, person, tax, tax_row
from tests.registries.crosswalk.clerical.test_clerical_review import DANA, ERZHAN, NURLAN, SISTER
from tests.registry_api.asking import Response, call

__all__ = ["first_house", "office"]
DAY = "2024-01-01"
HOSTILE = replace(SISTER, number=33, given_name="<script>alert(1)</script>")


@dataclass
class Visitor:
    """A browser as far as cookies and forms go."""

    app: Application
    cookie: str = ""
    language: str = "en"
    seen: list[Response] = field(default_factory=list)

    def get(self, path: str = "/review", query: str = "") -> Response:
        return self._kept(call(self.app, "GET", path, QUERY_STRING=query, **self._sent()))

    def post(self, path: str, *, form: str | None = None, **fields: str) -> Response:
        given = {"form": self.form if form is None else form, **fields}
        body = urlencode(given).encode()
        kind = "application/x-www-form-urlencoded"
        return self._kept(call(self.app, "POST", path, body, CONTENT_TYPE=kind, **self._sent()))

    def sign_in(self, token: str) -> Response:
        self.get()
        return self.post("/review/sign-in", token=token)

    @property
    def form(self) -> str:
        """The token of the last page."""
        return self.field("form")

    def field(self, name: str) -> str:
        page = next(one.raw.decode() for one in reversed(self.seen) if b"<form" in one.raw)
        found = re.search(rf'name="{name}" value="([^"]*)"', page)
        return unescape(found[1]) if found else ""

    @property
    def entry(self) -> str:
        return f"/review/{self.field('there')}"

    def answer(self, answer: str, note: str = "") -> Response:
        return self.post(self.entry, record=self.field("record"), answer=answer, note=note)

    def _sent(self) -> dict[str, str]:
        return {"HTTP_COOKIE": self.cookie, "HTTP_ACCEPT_LANGUAGE": self.language}

    def _kept(self, response: Response) -> Response:
        if "Set-Cookie" in response.headers:
            self.cookie = response.headers["Set-Cookie"].split(";")[0]
        self.seen.append(response)
        return response


@dataclass
class Room:
    """The office with its application; `visitor` signs a clerk in."""

    office: Office
    settings: Settings
    app: Application

    def token(self, clerk: str, *, may: bool = True) -> str:
        with self.office.engine.begin() as connection:
            caller = named(connection, clerk)
            let_review(connection, clerk, may)
        return issue(self.settings, caller.consumer, caller.official)

    def visitor(self, clerk: str = "saule@department") -> Visitor:
        visitor = Visitor(self.app)
        assert visitor.sign_in(self.token(clerk)).status == 303
        return visitor


def settings_of(office: Office, folder: Path, **more: object) -> Settings:
    url = office.engine.url.render_as_string(hide_password=False)
    return Settings(database_url=url, data_dir=folder, synthetic=True, **more)  # type: ignore[arg-type]


def waiting(office: Office) -> None:
    """DANA's sister of her birth date waits, and somebody with a name that would be markup."""
    forget()
    office.load("gbd_fl", gbd_fl(*map(person, (NURLAN, ERZHAN, DANA))), DAY)
    office.load("tax", tax(*(tax_row(who, ИИН="") for who in (SISTER, HOSTILE))), "2024-02-01")
    find_all(office.engine)


@pytest.fixture
def room(office: Office, tmp_path: Path) -> Iterator[Room]:
    waiting(office)
    settings = settings_of(office, tmp_path)
    app = application(settings)
    yield Room(office, settings, app)
    app.answering.pool.close()


@pytest.fixture
def room_of_two(office: Office, tmp_path: Path) -> Iterator[Room]:
    """Where a second clerk has to agree."""
    waiting(office)
    settings = settings_of(office, tmp_path, review_two_persons=True)
    app = application(settings)
    yield Room(office, settings, app)
    app.answering.pool.close()
