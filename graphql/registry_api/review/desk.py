"""The desk of clerical review over HTTP: `/review`, its forms, and who may use them.

GET shows and leaves receipts, POST with the token of the session changes. Ids in addresses are opaque; who is shown and
who decided stands in the access log and in the judgements, never in an address or in the server's log.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from psycopg2.errors import LockNotAvailable, QueryCanceled
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from registries.access.consumers import Caller, may_review
from registries.access.token import Keys, TokenRefusedError, session_key, verify_until
from registries.crosswalk.clerical import queue
from registries.crosswalk.clerical.deciding import Answer, Clerk, decide
from registries.database import connect
from registries.errors import RegistryError
from registries.settings import Settings
from registry_api.reply import Reply
from registry_api.review import pages, receipts
from registry_api.review.form import FormRefused, form_of
from registry_api.review.session import PATH, Session, Sessions
from registry_api.review.words import WORDS, preferred
from registry_api.turnstile import BusyError, Turnstile

# Clerks at work at a time in one worker; a decision may wait for a batch of a delivery.
AT_ONCE, PLACES, WAIT_SECONDS = 2, 6, 3.0
BOUNDS: Final = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '15s'"
_OUTCOMES: Final = ("DECIDED", "PROPOSED", "LEFT_OPEN")


class NotAReviewer(RegistryError):
    code = "NOT_A_REVIEWER"

    def __init__(self) -> None:
        super().__init__("this clerk has no right to review", next_step="registries review clerk NAME@CONSUMER --may")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who visits, in which language; `fresh` where the session begins with it."""

    environ: dict[str, Any]
    request_id: str
    session: Session
    fresh: bool

    @property
    def method(self) -> str:
        return str(self.environ["REQUEST_METHOD"])

    @property
    def language(self) -> str:
        return self.session.language or preferred(self.environ.get("HTTP_ACCEPT_LANGUAGE") or "")

    def asked(self, name: str) -> str:
        """A parameter of the address; empty where it is none of ours."""
        pairs = (part.partition("=") for part in (self.environ.get("QUERY_STRING") or "")[:200].split("&"))
        return next((value for key, _, value in pairs if key == name), "")


@dataclass(frozen=True, slots=True)
class Desk:
    engine: Engine
    keys: Keys
    sessions: Sessions
    two_persons: bool
    turnstile: Turnstile

    @classmethod
    def of(cls, settings: Settings, keys: Keys) -> "Desk":
        sessions = Sessions(session_key(settings), settings.review_minutes * 60)
        turnstile = Turnstile(AT_ONCE, PLACES, WAIT_SECONDS)
        return cls(connect(settings), keys, sessions, settings.review_two_persons, turnstile)

    def answers(self, path: str) -> bool:
        return path == PATH or path.startswith(f"{PATH}/")

    def reply(self, environ: dict[str, Any], request_id: str) -> Reply:
        cookies = environ.get("HTTP_COOKIE") or ""
        known = self.sessions.read(cookies)
        visit = Visit(environ, request_id, known or Session(), known is None)
        try:
            return self._reply(visit, environ["PATH_INFO"].removeprefix(PATH).strip("/"))
        except NotAReviewer as error:
            return self._sign_in(visit, error.code, 403)
        except TokenRefusedError as error:
            return self._sign_in(visit, error.code, 401)
        except BusyError as error:
            return self._notice(visit, error.code, 503)
        except RegistryError as error:
            return self._notice(visit, error.code, 403 if isinstance(error, FormRefused) else 409)

    def _reply(self, visit: Visit, place: str) -> Reply:
        if visit.method == "POST":
            form = form_of(visit.environ)
            if visit.fresh or not self.sessions.is_token(visit.session, form.get("form", "")):
                raise FormRefused
            doing = {"sign-in": self._signed_in, "sign-out": self._signed_out, "language": self._spoken}.get(place)
            return doing(visit, form) if doing else self._decided(visit, place, form)
        if visit.method not in ("GET", "HEAD"):
            raise FormRefused
        if visit.session.caller is None:
            return self._sign_in(
                visit, "EXPIRED" if "review=" in (visit.environ.get("HTTP_COOKIE") or "") and visit.fresh else ""
            )
        return self._entry(visit, visit.session.caller, place)

    # What changes something

    def _signed_in(self, visit: Visit, form: dict[str, str]) -> Reply:
        caller, until = verify_until(self.keys, form.get("token", "").strip())
        with self._transaction() as connection:
            if not may_review(connection, caller):
                raise NotAReviewer
        return self._elsewhere(visit, visit.session.signed_in(caller, until))

    def _signed_out(self, visit: Visit, _form: dict[str, str]) -> Reply:
        return self._elsewhere(visit, Session(language=visit.session.language))

    def _spoken(self, visit: Visit, form: dict[str, str]) -> Reply:
        if form.get("to") not in WORDS:
            raise FormRefused
        there = form.get("there", "")
        return self._elsewhere(visit, visit.session.speaking(form["to"]), f"/{there}" if queue.is_id(there) else "")

    def _decided(self, visit: Visit, place: str, form: dict[str, str]) -> Reply:
        answer, record = form.get("answer", ""), form.get("record", "")
        if answer not in Answer.__members__ or not (record.isascii() and record.isdigit() and len(record) < 19):
            raise FormRefused
        if not queue.is_id(place):
            raise FormRefused
        with self._transaction() as connection:
            caller = self._admitted(connection, visit.session.caller)
            clerk = Clerk(str(caller.official), self.two_persons)
            became = decide(connection, place, int(record), Answer(answer), form.get("note", ""), clerk)
        return self._elsewhere(visit, visit.session, f"?told={became}")

    # What shows something

    def _entry(self, visit: Visit, caller: Caller, place: str) -> Reply:
        with self._transaction() as connection:
            clerk = str(self._admitted(connection, caller).official)
            skipped = queue.place_of(connection, visit.asked("after"))
            wanted = place or queue.next_for(connection, clerk, skipped) or ""
            found = queue.entry(connection, wanted)
            if found is not None and not found.closed:
                receipts.write(connection, found, caller, visit.request_id)
            answered = frozenset() if found is None else queue.answered(connection, found, clerk)
            waiting = queue.waiting(connection)
        if found is None and place:
            return self._notice(visit, "ASKED_ANEW", 404)
        if found is None or found.closed:
            return self._notice(visit, "ALREADY_DECIDED" if found else self._told(visit), 200, waiting)
        chosen = pages.chosen(found, answered, visit.asked("candidate"))
        return self._page(
            visit, "entry.html", 200, waiting=waiting, told=self._told(visit), two_persons=self.two_persons,
            **pages.of_entry(found, chosen, answered, visit.language),
        )  # fmt: skip

    def _told(self, visit: Visit) -> str:
        return visit.asked("told") if visit.asked("told") in _OUTCOMES else ""

    def _sign_in(self, visit: Visit, told: str = "", status: int = 200) -> Reply:
        return self._page(visit, "sign_in.html", status, told=told)

    def _notice(self, visit: Visit, told: str, status: int, waiting: int | None = None) -> Reply:
        return self._page(visit, "notice.html", status, told=told, waiting=waiting)

    def _page(self, visit: Visit, template: str, status: int, **given: object) -> Reply:
        nonce = secrets.token_urlsafe(12)
        token = self.sessions.token(visit.session)
        who = visit.session.official
        body = pages.rendered(template, visit.language, nonce=nonce, form=token, who=who, **given)
        return Reply(status, "text/html", body, {**_policy(nonce), "Set-Cookie": self._cookie(visit, visit.session)})

    def _elsewhere(self, visit: Visit, session: Session, to: str = "") -> Reply:
        headers = {"Location": f"{PATH}{to}", "Set-Cookie": self._cookie(visit, session)}
        return Reply(303, "text/plain", b"", headers)

    def _cookie(self, visit: Visit, session: Session) -> str:
        scheme = visit.environ.get("HTTP_X_FORWARDED_PROTO") or visit.environ.get("wsgi.url_scheme")
        return self.sessions.cookie(session, secure=scheme == "https")

    # Who may, and one transaction for each visit

    def _admitted(self, connection: Connection, caller: Caller | None) -> Caller:
        """Raises NotAReviewer: a right that was taken back counts at once."""
        if caller is None or not may_review(connection, caller):
            raise NotAReviewer
        return caller

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Raises BusyError where the register is being written to for too long; nothing is kept then."""
        self.turnstile.enter()
        try:
            with self.engine.begin() as connection:
                connection.execute(text(BOUNDS))
                yield connection
        except DBAPIError as error:
            if isinstance(error.orig, LockNotAvailable | QueryCanceled):
                raise BusyError("the register is being written to") from error
            raise
        finally:
            self.turnstile.leave()


def _policy(nonce: str) -> dict[str, str]:
    """Nothing from anywhere else; a form goes nowhere but here."""
    return {
        "Content-Security-Policy": f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src data:",
        "Referrer-Policy": "same-origin",
    }
