"""What a clerk may mistype, a script may hand over and an environment may hold: each is a sentence and an exit code."""

import json
import subprocess
import sys

import pytest
from sqlalchemy import make_url

from tests.desk import DAY, Desk, desk
from tests.loaders.papers import AIGUL, tax, tax_row

__all__ = ["desk"]

SECRET = "never-to-be-printed"
NOT_UTF_8 = "\udcff"
TOO_GREAT = "99999999999999999999"


def assert_told(desk: Desk, code: int, *words: str, says: str) -> None:
    ended = desk.give(*words)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err
    assert not any(inside in ended.err for inside in ("Traceback", "psycopg2", "pydantic", SECRET))


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("identifier", "IIN", NOT_UTF_8), 2, "not UTF-8"),
        (("identifier", "IIN", NOT_UTF_8, "--json"), 2, "not UTF-8"),
        (("load", "tax", f"{NOT_UTF_8}.csv"), 2, "not UTF-8"),
        (("token", NOT_UTF_8), 2, "not UTF-8"),
        (("identifier", "", "990000000011"), 2, "known kinds: IIN, BIN, RNN"),
        (("load", "", "{file}"), 1, "UNKNOWN_SOURCE: there is no source of this name"),
        (("load", "a/b", "{file}"), 1, "UNKNOWN_SOURCE: there is no source of this name"),
        (("load", "tax", "/dev/null"), 1, "DELIVERY_REFUSED: null is not a file"),
        (("load", "tax", "{file}", "--reference-date", "yesterday"), 2, "'yesterday' does not match"),
        (("reapply", "pension"), 1, "UNKNOWN_DELIVERY: pension has delivered nothing yet"),
        (("delivery", "show", "one"), 2, "'one' is not a valid integer"),
        (("delivery", "show", TOO_GREAT), 1, "UNKNOWN_DELIVERY: there is no such delivery"),
        (("delivery", "release", TOO_GREAT), 1, "UNKNOWN_DELIVERY: there is no such delivery"),
        (("delivery", "withdraw", TOO_GREAT, "--why", "x"), 1, "UNKNOWN_DELIVERY: there is no such delivery"),
        (("quarantine", "release", TOO_GREAT, "--by", "me"), 1, "QUARANTINE: no held row has this number"),
        (("quarantine", "reject", TOO_GREAT, "--by", "me"), 1, "QUARANTINE: no held row has this number"),
        (("quarantine", "release", "1"), 2, "Missing option '--by'"),
        (("quarantine", "release", "1", "--by", "me", "--words", "{folder}"), 1, "FILE_ERROR: Is a directory"),
        (("quarantine", "export", "--out", "{folder}"), 1, "FILE_ERROR: Is a directory"),
        (("judge", "merge", "x", "y", "--by", "me", "--why", "x"), 1, "JUDGEMENT_REFUSED: there is no such record"),
        (
            ("judge", "merge", TOO_GREAT, "1", "--by", "me", "--why", "x"),
            1,
            "JUDGEMENT_REFUSED: there is no such record",
        ),
        (("judge", "split", "1", "1", "--by", "me", "--why", "x"), 1, "JUDGEMENT_REFUSED: a record is one person"),
        (
            ("judge", "split", "1", "2", "--by", "register", "--why", "x"),
            1,
            "JUDGEMENT_REFUSED: a judgement has an author",
        ),
        (("judge", "list", "--most", "0"), 2, "0 is not in the range"),
        (("token", ""), 1, "UNKNOWN_CONSUMER: this consumer is not registered"),
        (("token", "portal", "--hours", "721"), 2, "721 is not in the range 1<=x<=720"),
        (("demo", "--persons", "30", "--out", "{file}"), 1, "FILE_ERROR: Not a directory"),
        (("demo", "--persons", "29", "--out", "{folder}"), 2, "29 is not in the range"),
        (("serve", "--workers", "0"), 2, "0 is not in the range"),
    ],
    ids=lambda value: ascii(" ".join(value)) if isinstance(value, tuple) else "",
)
def test_words_that_are_off_are_told_in_a_sentence(desk: Desk, words: tuple[str, ...], code: int, says: str) -> None:
    file = desk.file("junk.csv", b"\x00junk")
    assert_told(desk, code, *(word.format(folder=desk.folder, file=file) for word in words), says=says)


def test_a_delivery_of_no_such_number_has_no_held_rows(desk: Desk) -> None:
    for number in ("77", TOO_GREAT):
        ended = desk.give("quarantine", "list", "--delivery", number)
        assert (ended.code, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        ("{", "words.json is not JSON in UTF-8"),
        ("5", "the words of a row are a list of texts"),
        ('{"ИИН": "990000000011"}', "the words of a row are a list of texts"),
        ('[["990000000011"]]', "the words of a row are a list of texts"),
        ('"990000000011"', "the row could not be split into words"),
        ("[]", "the words are 0 where the header has 6"),
        ('["\\ud800", "", "", "", "", ""]', "the row still cannot be read"),
        ('["\\u0000", "", "", "", "", ""]', "the row still cannot be read"),
    ],
)
def test_a_correction_that_corrects_nothing_leaves_its_row_held(desk: Desk, correction: str, says: str) -> None:
    desk.give("load", "tax", desk.file("tax.csv", tax(tax_row(AIGUL, **{"Дата рождения": "31.02.1990"}))), *DAY)
    number = str(desk.scalar("SELECT id FROM provenance.quarantine"))
    words = desk.file("words.json", correction.encode())
    assert_told(desk, 1, "quarantine", "release", number, "--words", words, "--by", "dana@tax", says=says)
    assert desk.scalar("SELECT state FROM provenance.quarantine") == "HELD"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BATCH_RECORDS", "many", "SETTINGS: REGISTRIES_BATCH_RECORDS: Input should be a valid integer"),
        ("BATCH_RECORDS", "0", "SETTINGS: REGISTRIES_BATCH_RECORDS: Input should be greater than 0"),
        ("STATEMENT_TIMEOUT_MS", "-1", "SETTINGS: REGISTRIES_STATEMENT_TIMEOUT_MS: Input should be greater than 0"),
        ("SYNTHETIC", SECRET, "SETTINGS: REGISTRIES_SYNTHETIC: Input should be a valid boolean"),
        ("DATABASE_URL", "", "DATABASE_UNREACHABLE: REGISTRIES_DATABASE_URL is no address of a database"),
        (
            "DATABASE_URL",
            f"postgresql://me:{SECRET}@host:port/x",
            "REGISTRIES_DATABASE_URL is no address of a database",
        ),
        (
            "DATABASE_URL",
            f"postgresql://me:{SECRET}@127.0.0.1:1/x",
            "DATABASE_UNREACHABLE: the database does not answer",
        ),
        ("DATA_DIR", "/dev/null/keys", "FILE_ERROR: Not a directory"),
    ],
)
def test_an_environment_that_is_off_is_told_by_its_name(desk: Desk, name: str, value: str, says: str) -> None:
    desk.monkeypatch.setenv(f"REGISTRIES_{name}", value)
    assert_told(desk, 1, "token", "portal", says=says)


def test_a_database_that_is_not_there_does_not_answer(desk: Desk) -> None:
    absent = make_url(desk.engine.url).set(database="no_such_database").render_as_string(hide_password=False)
    desk.monkeypatch.setenv("REGISTRIES_DATABASE_URL", absent)
    assert_told(desk, 1, "db", "upgrade", says="DATABASE_UNREACHABLE: the database does not answer")


def test_an_upgrade_of_what_is_up_to_date_says_so(desk: Desk) -> None:
    assert [desk.give("db", "upgrade").out for _ in range(2)] == ["up to date\n"] * 2


def test_the_command_is_also_a_module_and_answers_the_shell(desk: Desk) -> None:
    words = [sys.executable, "-m", "registries", "identifier", "RNN", "12", "--json"]
    ended = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    said = json.loads(ended.stdout)
    assert (said["kind"], said["value"], said["normal"], said["valid"]) == ("RNN", "12", None, False)
    torn = subprocess.run([*words[:4], b"RNN", b"\xff"], capture_output=True, check=False)
    assert (torn.returncode, b"Traceback" in torn.stderr, b"not UTF-8" in torn.stderr) == (2, False, True)
