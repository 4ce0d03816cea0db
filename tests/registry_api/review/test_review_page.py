"""The page of clerical review over HTTP: who may, what is shown and logged, and that only a form of the session changes."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from registries.access.consumers import let_review, named
from registries.access.token import issue
from registry_api.review.session import Session, Sessions
from registry_api.review.words import WORDS, preferred
from tests.loaders.papers import Person
from tests.registries.crosswalk.clerical.test_clerical_review import DANA, SISTER
from tests.registry_api.asking import call
from tests.registry_api.review.conftest import Room, Visitor


def judgements(room: Room) -> list[tuple[object, ...]]:
    return room.office.rows(
        "SELECT author, verdict, explanation ->> 'why' FROM crosswalk.judgement WHERE author <> 'register' ORDER BY id"
    )


def receipts(room: Room) -> list[tuple[object, ...]]:
    return room.office.rows("SELECT individual_id, consumer, official FROM access.access_log ORDER BY id")


def bearer(room: Room, who: Person) -> object:
    return room.office.one(
        "SELECT DISTINCT individual_id FROM crosswalk.individual_identifier WHERE value = :iin", iin=who.iin
    )


def test_who_has_not_signed_in_is_asked_for_a_token_and_shown_nobody(room: Room) -> None:
    visitor = Visitor(room.app)
    shown = visitor.get()
    assert shown.status == 200
    assert "Оспанова" not in shown.raw.decode()
    assert receipts(room) == []


def test_a_clerk_sees_both_sides_and_every_person_shown_has_a_receipt(room: Room) -> None:
    visitor = room.visitor()
    page = visitor.get().raw.decode()
    assert "Оспанова" in page
    assert DANA.iin in page
    assert receipts(room) == [(bearer(room, DANA), "department", "saule@department")]


def test_looking_changes_nothing_but_the_log(room: Room) -> None:
    visitor = room.visitor()
    before = (room.office.checksum(), room.office.transactions())
    visitor.get()
    visitor.get("/review", f"after={visitor.field('there')}")
    visitor.get(visitor.entry)
    assert (room.office.checksum(), room.office.transactions()) == before


def test_an_answer_is_a_judgement_with_author_and_note(room: Room) -> None:
    visitor = room.visitor()
    visitor.get()
    sent = visitor.answer("REJECT", "сестра")
    assert (sent.status, sent.headers["Location"]) == (303, "/review?told=DECIDED")
    assert judgements(room) == [("saule@department", "NEGATIVE", "сестра")]


@pytest.mark.parametrize("form", ["", "0" * 64])
def test_a_form_without_the_sessions_token_changes_nothing(room: Room, form: str) -> None:
    visitor = room.visitor()
    visitor.get()
    sent = visitor.post(visitor.entry, form=form, record=visitor.field("record"), answer="ACCEPT")
    assert sent.status == 403
    assert judgements(room) == []


def test_a_form_of_another_session_changes_nothing(room: Room) -> None:
    one, other = room.visitor(), room.visitor("marat@department")
    one.get()
    other.get()
    sent = other.post(other.entry, form=one.form, record=other.field("record"), answer="ACCEPT")
    assert sent.status == 403
    assert judgements(room) == []


def test_signing_in_needs_a_form_of_ours_too(room: Room) -> None:
    visitor = Visitor(room.app)
    assert visitor.post("/review/sign-in", form="", token=room.token("saule@department")).status == 403
    assert visitor.get().raw.count(b"password") == 1


def test_a_clerk_without_the_right_is_refused(room: Room) -> None:
    visitor = Visitor(room.app)
    assert visitor.sign_in(room.token("aigerim@department", may=False)).status == 403
    assert "Оспанова" not in visitor.get().raw.decode()


def test_a_system_without_a_clerk_is_refused(room: Room) -> None:
    with room.office.engine.begin() as connection:
        named(connection, "department")
    visitor = Visitor(room.app)
    assert visitor.sign_in(issue(room.settings, "department")).status == 403


def test_a_right_taken_back_counts_at_once(room: Room) -> None:
    visitor = room.visitor()
    visitor.get()
    with room.office.engine.begin() as connection:
        let_review(connection, "saule@department", may=False)
    assert visitor.answer("ACCEPT").status == 403
    assert judgements(room) == []


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "ы" * 50, "x" * 5000])
def test_a_token_that_is_none_signs_nobody_in(room: Room, token: str) -> None:
    visitor = Visitor(room.app)
    assert visitor.sign_in(token).status == 401
    assert token not in visitor.seen[-1].raw.decode() or token in ("", "x")


def test_a_session_ends_after_its_time_and_with_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions, now = Sessions(b"key", 60), time.time()
    short = Session("department", "saule@department", now + 30)
    cookie, other = (sessions.cookie(Session("department", "saule@department", until), secure=False).split(";")[0]
                     for until in (now + 1000, now + 30))  # fmt: skip
    assert sessions.read(cookie) is not None
    assert short.caller is not None
    monkeypatch.setattr(time, "time", lambda: now + 45)
    assert (sessions.read(cookie) is not None, sessions.read(other)) == (True, None)
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert sessions.read(cookie) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c[:-1] + ("0" if c[-1] != "0" else "1"),
        lambda c: c.replace("=", "=A", 1),
        lambda c: "review=.",
        lambda c: "review=x",
    ],
)
def test_a_cookie_that_was_changed_is_no_session(change) -> None:  # type: ignore[no-untyped-def]
    sessions = Sessions(b"key", 60)
    cookie = sessions.cookie(Session("department", "saule@department", time.time() + 60), secure=True)
    assert cookie.endswith("Path=/review; Max-Age=60; HttpOnly; SameSite=Strict; Secure")
    assert sessions.read(change(cookie.split(";")[0])) is None
    assert Sessions(b"another", 60).read(cookie.split(";")[0]) is None


def test_names_that_would_be_markup_are_text(room: Room) -> None:
    visitor = room.visitor()
    pages = [visitor.get().raw.decode()]
    pages.append(visitor.get("/review", f"after={visitor.field('there')}").raw.decode())
    whole = "".join(pages)
    assert "alert" in whole
    assert whole.count("<script") == 2  # our own, once a page


def test_the_second_of_two_clerks_is_told_that_it_was_decided(room: Room) -> None:
    one, other = room.visitor(), room.visitor("marat@department")
    one.get()
    other.get()
    assert one.entry == other.entry
    one.answer("REJECT")
    told = other.answer("ACCEPT")
    assert told.status == 409
    assert WORDS["en"]["ALREADY_DECIDED"] in told.raw.decode()
    assert [author for author, *_ in judgements(room)] == ["saule@department"]


def test_by_the_two_person_rule_the_second_is_not_shown_what_the_first_said(room_of_two: Room) -> None:
    one, other = room_of_two.visitor(), room_of_two.visitor("marat@department")
    one.get()
    assert one.answer("ACCEPT", "тот же паспорт").headers["Location"] == "/review?told=PROPOSED"
    first = one.entry
    assert one.get().status == 200
    assert one.entry != first
    page = other.get(first).raw.decode()
    assert "паспорт" not in page
    assert "saule" not in page
    assert other.answer("ACCEPT").headers["Location"] == "/review?told=DECIDED"
    assert [verdict for _, verdict, _ in judgements(room_of_two)] == ["UNSURE", "POSITIVE"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_speaks_the_language_of_the_browser_or_the_one_chosen(room: Room, language: str) -> None:
    visitor = room.visitor()
    visitor.language = f"{language};q=0.9, de"
    assert WORDS[language]["question"] in visitor.get().raw.decode()
    other = "en" if language != "en" else "kk"
    visitor.post("/review/language", to=other, there="")
    assert WORDS[other]["question"] in visitor.get().raw.decode()


def test_an_unknown_language_is_answered_in_russian() -> None:
    assert [preferred(one) for one in ("", "de", "kk-KZ,ru;q=0.5", "ru;q=0, en;q=0.1", "x;q=y, en")] == [
        "ru", "ru", "kk", "en", "en",
    ]  # fmt: skip


def test_every_word_is_there_in_every_language() -> None:
    assert all(WORDS[language].keys() == WORDS["en"].keys() and all(WORDS[language].values()) for language in WORDS)


@pytest.mark.parametrize(
    "path", ["/review/x", "/review/../etc", "/review/00000000-0000-0000-0000-000000000000", "/review/' OR 1=1"]
)
def test_an_entry_that_is_not_there_is_not_found(room: Room, path: str) -> None:
    visitor = room.visitor()
    assert visitor.get(path).status == 404


@pytest.mark.parametrize(
    "fields", [{"answer": "MAYBE"}, {"record": "-1"}, {"record": "x"}, {"note": "а" * 501}, {"record": "9" * 18}]
)
def test_an_answer_that_is_none_changes_nothing(room: Room, fields: dict[str, str]) -> None:
    visitor = room.visitor()
    visitor.get()
    given = {"record": visitor.field("record"), "answer": "ACCEPT"} | fields
    assert visitor.post(visitor.entry, **given).status in (403, 409)
    assert judgements(room) == []


def test_a_body_that_is_no_form_is_refused(room: Room) -> None:
    for kind, body in (("application/json", b"{}"), ("application/x-www-form-urlencoded", b"a" * 20_000)):
        assert call(room.app, "POST", "/review/sign-in", body, CONTENT_TYPE=kind).status == 403


def test_nothing_of_a_person_stands_in_addresses_or_the_log(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    visitor = room.visitor()
    page = visitor.get().raw.decode()
    visitor.answer("ACCEPT")
    addresses = [part.split('"')[0] for word in ("href", "action") for part in page.split(f'{word}="')[1:]]
    for secret in (DANA.iin, SISTER.rnn, "Оспанова"):
        assert secret in page
        assert not any(secret in address for address in addresses)
        assert secret not in caplog.text


def test_nothing_is_kept_while_the_register_is_being_written_to(room: Room) -> None:
    visitor = room.visitor()
    visitor.get()
    for holder in _holding(room):
        assert visitor.answer("ACCEPT").status == 503
        holder.rollback()
    assert judgements(room) == []


def _holding(room: Room) -> Iterator[Connection]:
    with room.office.engine.connect() as connection:
        connection.execute(text("SELECT temporal.stamp()"))
        yield connection
