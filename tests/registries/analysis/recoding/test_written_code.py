"""Codes as tables of analysts hold them."""

import pytest

from registries.analysis.recoding.written_code import written_code


@pytest.mark.parametrize("words", ["191000000", " 191 000 000 ", "191000000.0", "191000000.00", "191000000,0 "])
def test_a_code_kept_as_a_fraction_is_the_code(words: str) -> None:
    assert written_code(words) == "191000000"


@pytest.mark.parametrize("words", ["191000000.5", "19100000.0", "191000000.", "1.91e8", "nan", "٣91000000.0", ""])
def test_what_is_no_code_is_none(words: str) -> None:
    assert written_code(words) is None
