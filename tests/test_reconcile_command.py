"""`registries reconcile`: answers in a file, the sum said, nothing written unless asked."""

import os
import signal
from multiprocessing import active_children

import pytest

from loaders.progress import Bars
from loaders.reconciling import bulk, slices
from tests.desk import DAY, Desk, desk
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, gbd_fl, person, tax, tax_row

__all__ = ["desk"]


def test_a_file_is_answered_and_counted_and_loaded_only_when_asked(desk: Desk) -> None:
    assert desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL), person(BOLAT))), *DAY).code == 0
    asked, answers = desk.file("asked.csv", tax(*map(tax_row, (AIGUL, BOLAT, PYOTR)))), desk.folder / "answers.csv"
    given = ("reconcile", "tax", asked, "--out", str(answers), "--workers", "1", *DAY)
    ended = desk.give(*given)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "3 rows = 2 matched + 0 candidates + 1 none + 0 conflict + 0 rejected\n"
    first = answers.read_bytes()
    assert first.count(b"\n") == 4
    assert desk.scalar("SELECT count(*) FROM provenance.delivery") == 1
    assert desk.give(*given, "--json").objects == [
        {"rows": 3, "matched": 2, "candidates": 0, "none": 1, "conflict": 0, "rejected": 0}
    ]
    assert answers.read_bytes() == first
    committed = desk.give(*given, "--commit", "--json")
    assert [one.get("accepted") for one in committed.objects] == [None, 3]


def test_what_cannot_be_answered_is_refused_with_the_next_step(desk: Desk) -> None:
    file = desk.file("asked.csv", tax(tax_row(AIGUL)))
    refused = desk.give("reconcile", "tax", file, "--out", str(desk.folder / "answers.doc"))
    assert (refused.code, refused.out) == (1, "")
    assert ".parquet" in refused.err
    assert desk.give("reconcile", "tax", file, "--out", str(desk.folder / "no" / "answers.csv")).code == 1
    broken = desk.file("broken.csv", b"\x00\x01")
    assert desk.give("reconcile", "tax", broken, "--out", str(desk.folder / "answers.csv")).code == 1
    assert not (desk.folder / "answers.csv").exists()


@pytest.mark.parametrize("way", ["--one-by-one", "--in-slices"])
def test_a_worker_that_is_killed_ends_the_command_in_a_sentence_and_leaves_the_older_answers(
    desk: Desk, way: str
) -> None:
    assert desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL))), *DAY).code == 0
    asked, answers = desk.file("asked.csv", tax(*[tax_row(PYOTR)] * 40)), desk.folder / "answers.csv"
    answers.write_text("older")

    def kill(bars: Bars, amount: int) -> None:
        for worker in active_children():
            os.kill(worker.pid or 0, signal.SIGKILL)

    for where, part in ((bulk, "PART"), (slices, "SLICE")):
        desk.monkeypatch.setattr(where, part, 2)
    desk.monkeypatch.setattr(Bars, "advance", kill)
    given = ("reconcile", "tax", asked, "--out", str(answers), "--workers", "2", way, *DAY)
    ended = desk.give(*given)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines()[-2:] == [
        "WORKER_DIED: a process that worked for this command was killed, or its memory ran out",
        "next: give the same command again, with fewer --workers where memory is short",
    ]
    assert "Traceback" not in ended.err
    assert PYOTR.iin not in ended.err
    assert answers.read_text() == "older"
    assert sorted(path.name for path in desk.folder.glob("answers*")) == ["answers.csv"]


def test_a_worker_that_cannot_begin_ends_the_command_in_a_sentence(desk: Desk) -> None:
    assert desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL))), *DAY).code == 0
    asked, answers = desk.file("asked.csv", tax(tax_row(PYOTR))), desk.folder / "answers.csv"
    desk.monkeypatch.setattr(bulk, "exported", lambda _: "00000000-00000000-1")
    ended = desk.give("reconcile", "tax", asked, "--out", str(answers), "--workers", "1", *DAY)
    assert (ended.code, ended.out, ended.err.splitlines()[-2]) == (1, "", "DATABASE_ERROR: ProgrammingError")
    assert "Traceback" not in ended.err
    assert not answers.exists()
