"""Records that awaken each other without end: a load says so, and what was there before can be had again."""

import pytest

from loaders import apply
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, gbd_fl, person

DAY, LATER = "2024-01-01", "2024-02-01"


def test_a_load_that_never_comes_to_rest_ends_in_a_sentence_and_can_be_taken_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    before, turns, settle = office.main_tables(), [], apply.settle

    def restless(*words: object) -> set[int]:
        settle(*words)  # type: ignore[arg-type]
        turns.append(words[1])
        return set(words[1])  # type: ignore[call-overload, no-any-return]

    with monkeypatch.context() as patched:
        patched.setattr(apply, "settle", restless)
        patched.setattr(apply, "MOST_TURNS", 3)
        with pytest.raises(apply.RestlessError) as told:
            office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), LATER)
    assert told.value.code == "NEVER_AT_REST"
    assert len(turns) == 4
    delivery = office.one("SELECT max(id) FROM provenance.delivery")
    assert told.value.message.endswith(f"delivery {delivery}")
    office.withdraw(delivery)
    assert office.main_tables() == before
