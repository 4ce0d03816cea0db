"""The picture: its labels apart from each other, its words escaped, and, where a browser is here, as one shows it."""

import re
from datetime import date, timedelta
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.analysis.picture.axis import axis
from registries.analysis.picture.drawing import PLOT, TITLE, page, picture
from registries.analysis.picture.history import History, Lane, Period
from registries.analysis.picture.layout import LABEL_WIDTH, LINE, laid_out
from registries.analysis.picture.letters import clean, lines, width
from tests.pictures.browser import browsing, installed
from tests.pictures.examples import EXAMPLES, HOSTILE, TODAY
from tests.pictures.run import look
from tests.prove import examples

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    """Periods one after another, of a day or of centuries, with names of any letters."""
    since = date(1900, 1, 1) + timedelta(days=draw(st.integers(0, 40_000)))
    periods = []
    for name in draw(st.lists(st.text(max_size=60), min_size=1, max_size=12)):
        until = since + timedelta(days=draw(st.sampled_from((1, 2, 20, 400, 9_000))))
        periods.append(Period(name, since, until, "STATED", "STATED"))
        since = until + timedelta(days=draw(st.sampled_from((0, 0, 3, 700))))
    return Lane("Name", tuple(periods))


@settings(max_examples=examples(60), deadline=None)
@given(lanes())
def test_no_label_meets_another_and_none_leaves_its_lane(lane: Lane) -> None:
    time = axis(History("x", "x", (lane,)), TODAY, TITLE, PLOT)
    drawn = laid_out(lane, time, TITLE)
    boxes = sorted((label.left, label.top, label.right, label.bottom) for label in drawn.labels)
    assert len(boxes) == len(lane.periods)
    for one, (left, top, right, bottom) in enumerate(boxes):
        assert left >= TITLE
        assert right <= TITLE + PLOT + LABEL_WIDTH + LINE
        assert 0 <= top < bottom <= drawn.height
        for other in boxes[one + 1 :]:
            assert right <= other[0] or bottom <= other[1] or other[3] <= top


@settings(max_examples=examples(100), deadline=None)
@given(st.text(max_size=80), st.integers(20, 300))
def test_lines_keep_every_letter_and_the_width(text: str, most: int) -> None:
    broken = lines(clean(text), 13, most)
    assert "".join(broken).replace(" ", "") == clean(text).replace(" ", "")
    assert all(width(line, 13) <= most for line in broken)


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=60))
def test_any_name_is_drawn_as_words_and_nothing_else(name: str) -> None:
    history = History(name, name, (Lane(name, (Period(name, None, None),)),))
    root = ElementTree.fromstring(picture(history, TODAY))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "style", "defs", "pattern", "line", "rect", "polygon", "text",
    }  # fmt: skip


def test_a_hostile_name_stays_a_name() -> None:
    drawn = page(EXAMPLES["hostile"], TODAY)
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert drawn.count("<h1>") == 1
    assert re.findall(r"(?:src|href)\s*=\s*[\"']", drawn) == []
    assert escape(HOSTILE) in drawn


def test_bars_lie_by_their_days_and_uncertain_days_are_hatched() -> None:
    history = EXAMPLES["village"]
    time = axis(history, TODAY, TITLE, PLOT)
    [russian] = [laid_out(lane, time, TITLE) for lane in history.lanes if lane.title == "Name, Russian"]
    first, second, third = russian.bars
    assert (first.left, first.right) == (time.at(date(2018, 11, 1)), time.at(date(2022, 10, 17)))
    assert second.hatched == ((time.at(date(2022, 10, 18)), time.at(date(2026, 7, 17))),)
    assert (third.hatched, third.open_right, third.open_left) == ((), True, False)
    [kazakh] = [laid_out(lane, time, TITLE) for lane in history.lanes if lane.title == "Name, Kazakh"]
    assert kazakh.bars[0].hatched == ((time.at(date(2022, 10, 18)), time.at(date(2026, 7, 17))),)


def test_time_is_marked_in_months_where_it_is_short_and_in_years_where_it_is_long() -> None:
    marks = {
        name: [words for _, words in axis(EXAMPLES[name], TODAY, TITLE, PLOT).marks()] for name in ("young", "capital")
    }
    assert marks == {
        "young": ["2026-11", "2026-12"], "capital": ["1960", "1970", "1980", "1990", "2000", "2010", "2020"],
    }  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_browser_shows_every_label_whole_in_its_lane_and_free_of_others(name: str, tmp_path: Path) -> None:
    chromium = installed()
    if chromium is None:
        pytest.skip("no Chromium is here: make pictures installs one")
    with browsing(chromium) as browser:
        assert look(browser, name, tmp_path, None) == []
