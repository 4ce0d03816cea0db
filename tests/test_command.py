"""The command, as a clerk gives it: what it prints, what it exits with, and what it has done."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from sqlalchemy import Engine, NullPool, create_engine, text

from loaders.delivery import Report
from registries.__main__ import cli
from registries.access.consumers import Caller
from registries.access.token import Keys, verify
from registries.settings import Settings
from tests.desk import DAY, LATER, Desk, desk
from tests.loaders.papers import (
    AIGUL,
    BOLAT,
    PYOTR,
    RKA,
    ZHANAR,
    document_row,
    documents,
    gbd_fl,
    person,
    registration,
    residence,
    tax,
    tax_row,
)
from tests.registry_api.world import AIGUL as LAWFUL_IIN

__all__ = ["DAY", "Desk", "desk"]


@pytest.fixture
def bare_database(server: Engine) -> Iterator[Engine]:
    """A database in which no migration has run."""
    name = f"registries_bare_{os.getpid()}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy"))
    yield create_engine(server.url.set(database=name), poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def test_a_load_tells_what_became_of_every_row(desk: Desk) -> None:
    file = desk.file("tax.csv", tax(tax_row(AIGUL), tax_row(AIGUL), tax_row(BOLAT, **{"Дата рождения": "31.02.1990"})))
    ended = desk.give("load", "tax", file, *DAY, "--json")
    assert ended.code == 0
    [report] = ended.objects
    assert set(report) == {field.name for field in fields(Report)}
    counts = {name: report[name] for name in ("rows", "accepted", "duplicate", "quarantined", "reasons", "state")}
    assert counts == {
        "rows": 3, "accepted": 1, "duplicate": 1, "quarantined": 1, "reasons": {"IMPOSSIBLE_DATE": 1}, "state": "APPLIED",
    }  # fmt: skip
    again = desk.give("load", "tax", file, *DAY)
    assert again.code == 0
    assert "delivered before: nothing changed" in again.out
    assert "3 rows = 1 accepted + 1 duplicate + 1 quarantined" in again.out


def test_a_delivery_that_shrinks_too_much_waits_until_it_is_released(desk: Desk) -> None:
    everybody = [gbd_fl(*(person(one) for one in (AIGUL, BOLAT, PYOTR, ZHANAR))), gbd_fl(person(AIGUL))]
    desk.give("load", "gbd_fl", desk.file("first.xml", everybody[0]), *DAY)
    held = desk.give("load", "gbd_fl", desk.file("second.xml", everybody[1]), *LATER, "--json")
    assert held.code == 3
    assert [report["state"] for report in desk.give("delivery", "list", "--json").objects] == ["APPLIED", "HELD"]
    released = desk.give("delivery", "release", held.number)
    assert (released.code, "APPLIED" in released.out) == (0, True)
    assert desk.give("delivery", "release", held.number).code == 1


def test_the_files_of_one_command_are_told_one_a_line(desk: Desk) -> None:
    files = [desk.file(f"{who.number}.xml", residence(registration(who, RKA, "2020-01-01"))) for who in (AIGUL, BOLAT)]
    ended = desk.give("load", "residence", *files, *DAY, "--json")
    assert (ended.code, [report["file"] for report in ended.objects]) == (0, ["1.xml", "3.xml"])


def test_a_database_of_real_people_takes_no_synthetic_one(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        connection.execute(text("DELETE FROM provenance.database_kind"))
    desk.monkeypatch.setenv("REGISTRIES_SYNTHETIC", "0")
    [report] = desk.give("load", "tax", desk.file("tax.csv", tax(tax_row(AIGUL))), *DAY, "--json").objects
    assert (report["accepted"], report["reasons"]) == (0, {"WRONG_DATABASE_KIND": 1})


def test_a_withdrawn_delivery_leaves_what_would_be_without_it(desk: Desk) -> None:
    first, second = gbd_fl(person(AIGUL)), gbd_fl(person(AIGUL), person(BOLAT))
    desk.give("load", "gbd_fl", desk.file("first.xml", first), *DAY)
    before = desk.give("db", "checksum").out
    number = desk.give("load", "gbd_fl", desk.file("second.xml", second), *LATER, "--json").number
    assert desk.give("db", "checksum").out != before
    withdrawn = desk.give("delivery", "withdraw", number, "--why", "sent by mistake")
    assert (withdrawn.code, "WITHDRAWN" in withdrawn.out, "sent by mistake" in withdrawn.out) == (0, True, True)
    assert desk.scalar("SELECT count(*) FROM individual.name WHERE surname = 'Сейтов'") == 0
    shown = desk.give("delivery", "show", number, "--json").objects
    assert [(report["state"], report["refusal"]) for report in shown] == [("WITHDRAWN", "sent by mistake")]
    after = desk.give("db", "checksum").out
    assert desk.give("delivery", "withdraw", number, "--why", "once more").code == 0
    assert desk.give("db", "checksum").out == after


def test_a_quarantined_row_is_listed_without_its_words_exported_with_them_and_released_corrected(desk: Desk) -> None:
    wrong = tax_row(AIGUL, **{"Дата рождения": "31.02.1990"})
    desk.give("load", "tax", desk.file("tax.csv", tax(wrong, tax_row(BOLAT, **{"Дата рождения": "00.00.1950"}))), *DAY)
    listed = desk.give("quarantine", "list")
    assert (listed.code, "IMPOSSIBLE_DATE" in desk.give("quarantine", "list", "--json").out) == (0, True)
    assert not any(word in listed.out for word in (AIGUL.iin, AIGUL.rnn, AIGUL.surname))
    exported = desk.folder / "held.jsonl"
    assert desk.give("quarantine", "export", "--out", str(exported)).code == 0
    first, second = (json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines())
    words = ["09.04.1990" if word == "31.02.1990" else word for word in first["words"]]
    corrected = desk.file("words.json", json.dumps(words, ensure_ascii=False).encode())
    released = desk.give("quarantine", "release", str(first["id"]), "--words", corrected, "--by", "dana@tax")
    assert (released.code, "2 rows = 1 accepted + 0 duplicate + 1 quarantined" in released.out) == (0, True)
    assert desk.give("quarantine", "reject", str(second["id"]), "--by", "dana@tax").code == 0
    assert desk.give("quarantine", "list").out == ""
    again = desk.give("quarantine", "reject", str(second["id"]), "--by", "dana@tax")
    assert (again.code, "QUARANTINE: no held row has this number" in again.err) == (1, True)


def test_held_rows_are_listed_and_exported_by_their_delivery(desk: Desk) -> None:
    wrong = [tax_row(who, **{"Дата рождения": "31.02.1990"}) for who in (AIGUL, BOLAT)]
    first = desk.give("load", "tax", desk.file("first.csv", tax(wrong[0])), *DAY, "--json").number
    second = desk.give("load", "tax", desk.file("second.csv", tax(wrong[1])), *LATER, "--json").number
    assert [row["delivery"] for row in desk.give("quarantine", "list", "--json").objects] == [int(first), int(second)]
    [row] = desk.give("quarantine", "list", "--delivery", second, "--json").objects
    assert (row["source"], row["delivery"], row["line"]) == ("tax", int(second), 2)
    exported = desk.folder / "held.jsonl"
    desk.give("quarantine", "export", "--delivery", second, "--out", str(exported))
    [line] = (json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines())
    assert (line["id"], line["columns"], line["words"]) == (row["id"], [*wrong[1]], [*wrong[1].values()])


def test_reading_again_under_the_same_mapping_changes_nothing(desk: Desk) -> None:
    desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL))), *DAY)
    desk.give("load", "documents", desk.file("papers.csv", documents(document_row(AIGUL))), *DAY)
    before = desk.give("db", "checksum").out
    again = desk.give("reapply", "documents")
    assert (again.code, again.objects) == (0, [{"statements": 1, "changed": 0, "unreadable": 0}])
    assert re.fullmatch(r"[0-9a-f]{64}\n", before)
    assert desk.give("db", "checksum").out == before


def test_the_check_of_the_database_finds_a_fault_and_says_so(desk: Desk) -> None:
    desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL))), *DAY)
    sound = desk.give("db", "check")
    assert (sound.code, "FAULT" in sound.out) == (0, False)
    with desk.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("UPDATE provenance.delivery SET rows_in = 2, accepted = 2"))
    broken = desk.give("db", "check")
    assert (broken.code, "FAULT" in broken.out) == (3, True)


def test_an_identifier_is_explained_with_its_faults_and_suspicions(desk: Desk) -> None:
    broken = f"{LAWFUL_IIN[:-1]}{(int(LAWFUL_IIN[-1]) + 1) % 10}"
    good, bad = desk.give("identifier", "iin", LAWFUL_IIN, broken, "--json").objects
    assert good == {
        "kind": "IIN", "value": LAWFUL_IIN, "normal": LAWFUL_IIN, "valid": True, "faults": [],
        "suspicions": good["suspicions"],
    }  # fmt: skip
    assert isinstance(good["suspicions"], list)
    assert "synthetic" in good["suspicions"]
    assert (bad["valid"], bad["faults"]) == (False, ["check-digit"])
    told = desk.give("identifier", "IIN", "12")
    assert (told.code, told.out) == (0, "12: not valid; It has too few or too many characters.\n")
    assert desk.give("identifier", "shoe_size", "44").code == 2


def test_a_token_speaks_for_whom_it_was_asked_and_for_nobody_unknown(desk: Desk) -> None:
    callers = {"portal": Caller("portal"), "dana@portal": Caller("portal", "dana@portal")}
    issued = {who: desk.give("token", who, "--hours", "1") for who in callers}
    assert {ended.code for ended in issued.values()} == {0}
    assert {who: verify(Keys.of(Settings()), ended.out.strip()) for who, ended in issued.items()} == callers
    assert desk.give("token", "stranger").code == 1


def test_a_consumer_is_held_to_its_documents_and_let_go(desk: Desk) -> None:
    held = "SELECT trusted_documents_only FROM access.consumer WHERE name = 'portal'"
    desk.give("token", "portal")
    told = []
    for which in ("trusted", "any"):
        assert desk.give("consumer", "portal", "--documents", which).code == 0
        told.append(desk.scalar(held))
    assert told == [True, False]
    assert desk.give("consumer", "nobody", "--documents", "any").code == 1
    assert desk.give("consumer", "portal").code == 2


def written(desk: Desk, name: str, seed: str) -> dict[Path, bytes]:
    """Every file of a synthetic country, by its place in it."""
    folder = desk.folder / name
    assert desk.give("demo", "--persons", "30", "--seed", seed, "--out", str(folder)).code == 0
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_writes_the_same_country_and_another_seed_another(desk: Desk) -> None:
    one, two, three = (written(desk, name, seed) for name, seed in (("one", "5"), ("two", "5"), ("three", "6")))
    assert len(one) > 10
    assert one == two
    assert one != three


def test_the_synthetic_country_is_written_and_loaded_by_one_command(desk: Desk) -> None:
    ended = desk.give("demo", "--persons", "30", "--out", str(desk.folder / "country"), "--load")
    assert ended.code == 0
    reports = desk.give("delivery", "list", "--json").objects
    assert len(reports) == sum(line.endswith(("csv", "xml", "gz", "zip", "jsonl")) for line in ended.out.splitlines())
    assert {report["state"] for report in reports} == {"APPLIED"}
    assert desk.give("db", "check").code == 0


def test_an_empty_database_is_brought_to_the_newest_migration(desk: Desk, bare_database: Engine) -> None:
    desk.monkeypatch.setenv("REGISTRIES_DATABASE_URL", bare_database.url.render_as_string(hide_password=False))
    assert (desk.give("db", "upgrade").out, desk.give("delivery", "list").out) == ("up to date\n", "")
    assert desk.give("db", "check").code == 0


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _commands(below, (*path, name))


@pytest.mark.parametrize("path", list(_commands(cli)), ids=" ".join)
def test_every_command_explains_itself(desk: Desk, path: tuple[str, ...]) -> None:
    ended = desk.give(*path, "--help")
    lines = [line.strip() for line in ended.out.splitlines() if line.strip()]
    assert ended.code == 0
    assert lines[0].startswith("Usage: registries")
    assert len(lines[1]) > 10


def test_a_conflict_is_listed_by_its_records_and_decided_by_a_clerk(desk: Desk) -> None:
    desk.give("load", "gbd_fl", desk.file("gbd.xml", gbd_fl(person(AIGUL), person(ZHANAR))), *DAY)
    desk.give("load", "tax", desk.file("tax.csv", tax(tax_row(ZHANAR, ИИН=AIGUL.iin))), *DAY)
    [waiting] = desk.give("judge", "list", "--json").objects
    listed = desk.give("judge", "list").out
    assert all(word in listed for word in ("gbd_fl", "tax", "given_name differs"))
    assert all(word not in listed + str(waiting) for word in (AIGUL.iin, AIGUL.surname, ZHANAR.rnn))
    why = ("--by", "Сауле", "--why", "seen with both papers")
    pair = (f"gbd_fl/{ZHANAR.iin}", f"tax/{ZHANAR.rnn}")
    ended = desk.give("judge", "merge", *pair, *why, "--two-persons")
    assert (ended.code, ended.out) == (3, "proposed: waits for another clerk to say the same\n")
    ended = desk.give("judge", "merge", *pair, "--by", "Дина", "--why", "so it is", "--two-persons")
    assert (ended.code, ended.out) == (0, "judged; 1 person concerned\n")
    assert desk.give("judge", "unmerge", *pair, *why).code == 0
    ended = desk.give("judge", "unmerge", *pair, *why)
    assert (ended.code, ended.err.split(":")[0]) == (1, "JUDGEMENT_REFUSED")
    assert desk.give("judge", "split", *pair, *why).code == 0
    assert desk.give("judge", "undecided", *pair, *why).code == 0
