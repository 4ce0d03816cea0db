"""What the command refuses: a sentence and an exit code, nothing half done, and no word of a record repeated."""

import pytest
from sqlalchemy import text

from loaders.delivery import alone
from tests.desk import DAY, Desk, desk
from tests.loaders.papers import AIGUL, BOLAT, gbd_fl, person, tax, tax_row
from tests.registry_api.world import AIGUL as LAWFUL_IIN

__all__ = ["desk"]


def test_a_second_full_delivery_for_a_day_is_refused_and_the_first_one_stays(desk: Desk) -> None:
    files = [desk.file(f"{who.number}.xml", gbd_fl(person(who))) for who in (AIGUL, BOLAT)]
    ended = desk.give("load", "gbd_fl", *files, *DAY, "--json")
    assert (ended.code, [report["file"] for report in ended.objects]) == (1, ["1.xml"])
    assert "DELIVERY_REFUSED: a full delivery of gbd_fl for 2024-01-01 is there already" in ended.err
    assert "next: withdraw it first" in ended.err
    assert [report["state"] for report in desk.give("delivery", "list", "--json").objects] == ["APPLIED"]


def test_a_broken_file_is_kept_as_a_refused_delivery_with_its_reason(desk: Desk) -> None:
    broken = desk.file("people.xml", gbd_fl(person(AIGUL))[:-20])
    assert desk.give("load", "gbd_fl", broken, *DAY).code == 1
    [report] = desk.give("delivery", "list", "--json").objects
    assert (report["state"], report["file"], report["rows"]) == ("REFUSED", "people.xml", 0)
    assert str(report["refusal"]) in desk.give("delivery", "list").out
    assert desk.scalar("SELECT count(*) FROM provenance.statement") == 0


def test_a_source_that_another_clerk_is_loading_is_left_alone(desk: Desk) -> None:
    file = desk.file("people.xml", gbd_fl(person(AIGUL)))
    with alone(desk.engine, "gbd_fl"):
        ended = desk.give("load", "gbd_fl", file, *DAY)
    assert (ended.code, "DELIVERY_REFUSED: another load of gbd_fl is running" in ended.err) == (1, True)
    assert desk.give("load", "gbd_fl", file, *DAY).code == 0


def test_a_row_that_still_cannot_be_read_stays_held_and_its_words_unsaid(desk: Desk) -> None:
    desk.give("load", "tax", desk.file("tax.csv", tax(tax_row(AIGUL, **{"Дата рождения": "31.02.1990"}))), *DAY)
    [row] = desk.give("quarantine", "list", "--json").objects
    ended = desk.give("quarantine", "release", str(row["id"]), "--by", "dana@tax")
    assert ended.code == 1
    assert ended.err.startswith("QUARANTINE: the row still cannot be read: birth_date: ")
    assert not any(word in ended.err for word in (AIGUL.iin, AIGUL.rnn, AIGUL.surname, "31.02.1990"))
    assert desk.give("quarantine", "list", "--json").objects == [row]


def test_what_the_database_refuses_is_told_by_its_kind_alone(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        connection.execute(text("ALTER TABLE provenance.delivery RENAME TO mislaid"))
    try:
        ended = desk.give("delivery", "list")
    finally:
        with desk.engine.begin() as connection:
            connection.execute(text("ALTER TABLE provenance.mislaid RENAME TO delivery"))
    assert ended.code == 1
    assert ended.err.splitlines()[0] == "DATABASE_ERROR: ProgrammingError"
    assert "provenance" not in ended.err


@pytest.mark.parametrize(
    "words",
    [
        (LAWFUL_IIN,),
        ("delivery", LAWFUL_IIN),
        ("delivery", "show", f"{LAWFUL_IIN}x"),
        ("delivery", "show", f"--{LAWFUL_IIN}"),
        ("delivery", "show", f"--{LAWFUL_IIN}=1"),
        ("delivery", "release", LAWFUL_IIN),
        ("quarantine", "list", f"--delivery={LAWFUL_IIN}x"),
        ("quarantine", "reject", LAWFUL_IIN, "--by", "me"),
        ("load", LAWFUL_IIN, "file.csv"),
        ("load", "tax", "file.csv", "--edition", LAWFUL_IIN),
        ("demo", "--persons", LAWFUL_IIN, "--out", "folder"),
        ("db", "check", LAWFUL_IIN),
        ("reapply", LAWFUL_IIN),
        ("identifier", LAWFUL_IIN, "IIN"),
        ("identifier", "IIN", f"--{LAWFUL_IIN}"),
        ("token", LAWFUL_IIN),
        ("token", f"{LAWFUL_IIN}@nowhere"),
        ("serve", "--port", LAWFUL_IIN),
    ],
    ids=lambda words: " ".join(words).replace(LAWFUL_IIN, "IIN"),
)
def test_an_identifier_in_the_wrong_place_is_not_repeated(desk: Desk, words: tuple[str, ...]) -> None:
    ended = desk.give(*words)
    assert ended.code in (1, 2)
    assert len(ended.err) > 20
    assert "Traceback" not in ended.err
    assert LAWFUL_IIN not in ended.err + ended.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("load", "tax", "{folder}/missing.csv"), 1),
        (("load", "tax", "{folder}"), 1),
        (("load", "no_such_source", "{file}"), 1),
        (("load", "../../etc/passwd", "{file}"), 1),
        (("load", "tax", "{file}"), 1),
        (("load", "gbd_fl", "{file}"), 1),
        (("load", "tax", "{file}", "--edition", "31.12.2022"), 2),
        (("load", "tax"), 2),
        (("delivery", "show", "77"), 1),
        (("delivery", "withdraw", "77", "--why", "x"), 1),
        (("delivery", "withdraw", "1"), 2),
        (("delivery", "release", "77"), 1),
        (("quarantine", "release", "77", "--by", "me"), 1),
        (("quarantine", "release", "77", "--by", "me", "--words", "{file}"), 1),
        (("quarantine", "reject", "77", "--by", "me"), 1),
        (("quarantine", "export", "--out", "{folder}/no/such/folder.jsonl"), 1),
        (("reapply", "no_such_source"), 1),
        (("identifier", "IIN"), 2),
        (("token", "nobody@nowhere"), 1),
        (("token", "portal", "--hours", "0"), 2),
        (("demo", "--persons", "0", "--out", "{folder}/x"), 2),
        (("serve", "--port", "0"), 2),
        (("no_such_command",), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_what_cannot_be_done_is_said_in_a_sentence(desk: Desk, words: tuple[str, ...], code: int) -> None:
    file = desk.file("junk.csv", b"\xff\xfe990000000011;\x00junk")
    ended = desk.give(*(word.format(folder=desk.folder, file=file) for word in words))
    assert ended.code == code
    assert len(ended.err) > 20
    assert not any(word in ended.err for word in ("Traceback", "990000000011", "psycopg2."))
