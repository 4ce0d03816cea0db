"""The command, as a clerk gives it: what it prints, what it exits with, and that no bad input shows its insides."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from sqlalchemy import Engine, text

from registries.__main__ import cli, main
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, document_row, documents, gbd_fl, person, tax, tax_row
from tests.registry_api.world import AIGUL as LAWFUL_IIN

DAY = ("--reference-date", "2024-01-01")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Desk:
    """Somebody at a terminal, in a folder, with a database of his own."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    folder: Path
    engine: Engine

    def give(self, *words: str) -> Ended:
        self.monkeypatch.setattr("sys.argv", ["registries", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = self.capsys.readouterr()
        return Ended(code, told.out, told.err)

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def scalar(self, query: str) -> object:
        with self.engine.connect() as connection:
            return connection.scalar(text(query))


@pytest.fixture
def desk(database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.setenv("REGISTRIES_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("REGISTRIES_SYNTHETIC", "1")
    monkeypatch.setenv("REGISTRIES_DATA_DIR", str(tmp_path / "data"))
    return Desk(monkeypatch, capsys, tmp_path, database)


def test_a_load_tells_what_became_of_every_row(desk: Desk) -> None:
    file = desk.file("tax.csv", tax(tax_row(AIGUL), tax_row(AIGUL), tax_row(BOLAT, **{"Дата рождения": "31.02.1990"})))
    ended = desk.give("load", "tax", file, *DAY, "--json")
    assert ended.code == 0
    [report] = ended.objects
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
    held = desk.give("load", "gbd_fl", desk.file("second.xml", everybody[1]), "--reference-date", "2024-02-01")
    assert held.code == 3
    assert "HELD" in held.out
    assert [report["state"] for report in desk.give("delivery", "list", "--json").objects] == ["APPLIED", "HELD"]
    released = desk.give("delivery", "release", "2")
    assert (released.code, "APPLIED" in released.out) == (0, True)
    assert desk.give("delivery", "release", "2").code == 1


def test_a_withdrawn_delivery_leaves_what_would_be_without_it(desk: Desk) -> None:
    first, second = gbd_fl(person(AIGUL)), gbd_fl(person(AIGUL), person(BOLAT))
    desk.give("load", "gbd_fl", desk.file("first.xml", first), *DAY)
    before = desk.give("db", "checksum").out
    desk.give("load", "gbd_fl", desk.file("second.xml", second), "--reference-date", "2024-02-01")
    assert desk.give("db", "checksum").out != before
    withdrawn = desk.give("delivery", "withdraw", "2", "--why", "sent by mistake")
    assert (withdrawn.code, "WITHDRAWN" in withdrawn.out, "sent by mistake" in withdrawn.out) == (0, True, True)
    assert desk.scalar("SELECT count(*) FROM individual.name WHERE surname = 'Сейтов'") == 0
    shown = desk.give("delivery", "show", "2", "--json").objects
    assert [(report["state"], report["refusal"]) for report in shown] == [("WITHDRAWN", "sent by mistake")]


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


def test_reading_again_under_the_same_mapping_changes_nothing(desk: Desk) -> None:
    desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL))), *DAY)
    desk.give("load", "documents", desk.file("papers.csv", documents(document_row(AIGUL))), *DAY)
    before = desk.give("db", "checksum").out
    assert desk.give("reapply", "documents").code == 0
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
    assert "not valid" in desk.give("identifier", "IIN", "12").out
    assert desk.give("identifier", "shoe_size", "44").code == 2


def test_a_token_has_three_parts_and_names_nobody_unknown(desk: Desk) -> None:
    issued = desk.give("token", "dana@portal")
    assert (issued.code, issued.out.strip().count(".")) == (0, 2)
    assert desk.give("token", "stranger").code == 1


def test_the_same_seed_writes_the_same_country(desk: Desk) -> None:
    for name in ("one", "two"):
        assert desk.give("demo", "--persons", "30", "--seed", "5", "--out", str(desk.folder / name)).code == 0
    one, two = ({path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
                for root in (desk.folder / "one", desk.folder / "two"))  # fmt: skip
    assert len(one) > 10
    assert one == two


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
