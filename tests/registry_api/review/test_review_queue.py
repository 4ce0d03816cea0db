"""The queue of clerical review in GraphQL: for whom, in which order, and with which receipts."""

import pytest

from tests.loaders.papers import Person
from tests.registries.crosswalk.clerical.test_clerical_review import DANA
from tests.registry_api.asking import Client
from tests.registry_api.review.conftest import Room

DOCUMENT = """query($first: Int!, $after: String) { reviewQueue(first: $first, after: $after, language: RU) {
  waiting hasNextPage endCursor entries { id answer because worth waiting
    record { source key names { surname givenName } identifiers { scheme value } birthDates sexes }
    candidates { weight fields { field outcome weight words } records { source key } individual { iin } } } } }"""


def client(room: Room, who: str = "saule@department", *, may: bool = True) -> Client:
    return Client(room.app, room.token(who, may=may))


def bearer(room: Room, who: Person) -> object:
    return room.office.one(
        "SELECT DISTINCT individual_id FROM crosswalk.individual_identifier WHERE value = :iin", iin=who.iin
    )


def test_a_clerk_reads_the_queue_with_both_sides_and_words(room: Room) -> None:
    found = client(room).ask(DOCUMENT, {"first": 10}).data["reviewQueue"]
    assert (found["waiting"], found["hasNextPage"], len(found["entries"])) == (2, False, 2)
    assert [one["worth"] for one in found["entries"]] == sorted(
        (one["worth"] for one in found["entries"]), reverse=True
    )
    [candidate] = found["entries"][0]["candidates"]
    assert candidate["individual"]["iin"] == DANA.iin
    assert candidate["records"] == [{"source": "gbd_fl", "key": DANA.iin}]
    assert "имя: другое" in [one["words"] for one in candidate["fields"]]


def test_pages_follow_each_other(room: Room) -> None:
    asker = client(room)
    first = asker.ask(DOCUMENT, {"first": 1}).data["reviewQueue"]
    second = asker.ask(DOCUMENT, {"first": 1, "after": first["endCursor"]}).data["reviewQueue"]
    assert (first["hasNextPage"], second["hasNextPage"]) == (True, False)
    assert first["entries"][0]["id"] != second["entries"][0]["id"]


def test_everybody_shown_has_a_receipt_also_where_only_weights_are(room: Room) -> None:
    client(room).ask("{ reviewQueue { entries { candidates { weight } } } }")
    logged = room.office.rows("SELECT DISTINCT individual_id, official, fields FROM access.access_log")
    assert logged == [(bearer(room, DANA), "saule@department", ["reviewQueue.entries.candidates.weight"])]


def test_a_clerk_without_the_right_and_a_system_are_refused(room: Room) -> None:
    answer = client(room, "aigerim@department", may=False).ask(DOCUMENT, {"first": 1})
    assert answer.codes == ["NOT_A_REVIEWER"]
    assert "Оспанова" not in answer.raw.decode()
    assert room.office.rows("SELECT 1 FROM access.access_log WHERE individual_id IS NOT NULL") == []


@pytest.mark.parametrize("after", ["", "x", "MTox", "bmFuOjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA=="])
def test_a_cursor_that_is_none_is_refused(room: Room, after: str) -> None:
    assert client(room).ask(DOCUMENT, {"first": 1, "after": after}).codes == ["PAGE"]


@pytest.mark.parametrize("first", [-1, 21])
def test_a_page_that_is_too_large_is_refused(room: Room, first: int) -> None:
    answer = client(room).ask("query($n: Int!) { reviewQueue(first: $n) { waiting } }", {"n": first})
    assert answer.codes == ["PAGE"]
