"""Every outcome of a row of an act has its sentence, in the command and in the guide for departments."""

from pathlib import Path

import pytest

from loaders.act_reasons import OUTCOMES, REASONS, sentence
from registries.address.atlas import AMBIGUOUS, NOT_FOUND
from registries.crosswalk import act_hindsight, act_meaning, act_objects
from tests.loaders.naming import Town, act_row, balkhash, renamings
from tests.loaders.offices import Office

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "department.md"


def test_the_guide_says_what_each_outcome_means() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [word for word, said in (OUTCOMES | REASONS).items() if f"- `{word}`: {said}\n" not in guide] == []


def test_every_reason_for_which_a_row_is_held_has_a_sentence() -> None:
    alone = {
        act_meaning.OPERATION_NOT_UNDERSTOOD, act_meaning.NO_OLD_NAME, act_meaning.NO_NEW_NAME, act_meaning.SEVERAL_OLD_NAMES,
        act_objects.CONTRADICTED, act_objects.SPLIT_INCOMPLETE, act_hindsight.NEW_NAME_BORNE,
    }  # fmt: skip
    sought = {f"{what}_{found}" for what in ("PLACE", "NAME", "OTHER", "CODE") for found in (NOT_FOUND, AMBIGUOUS)}
    assert set(REASONS) == alone | sought


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("HELD:NAME_AMBIGUOUS", REASONS["NAME_AMBIGUOUS"]),
        ("NOT_IN_FORCE:DRAFT", OUTCOMES["NOT_IN_FORCE"]),
        ("CODE_TWICE", None),
    ],
)
def test_an_outcome_is_explained_and_other_words_are_not(outcome: str, told: str | None) -> None:
    assert sentence(outcome) == told


def test_whoever_hands_in_a_row_reads_why_it_is_held(office: Office) -> None:
    Town(office, balkhash())
    report = office.load(
        "renamings", renamings(act_row("улица Садовая", "улица Абай", published_on="2021-04-20")), "2022-01-01"
    )
    assert {outcome: sentence(outcome) for outcome in report.outcomes} == {
        "HELD:NAME_NOT_FOUND": "nothing in the place bore the old name on the day before the act"
    }
