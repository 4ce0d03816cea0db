"""The picture itself: SVG that needs nothing else, and the page around it. Every word from outside is escaped."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from string import Template

from registries.analysis.picture.axis import Axis, axis
from registries.analysis.picture.history import History
from registries.analysis.picture.layout import (
    BAR,
    DAYS_SIZE,
    LABEL_WIDTH,
    LINE,
    NAME_SIZE,
    PADDING,
    Bar,
    Drawn,
    Label,
    laid_out,
)
from registries.analysis.picture.letters import clean, width

WIDTH, TITLE, HEAD, FOOT = 1200.0, 140.0, 56.0, 34.0
PLOT = WIDTH - TITLE - LABEL_WIDTH - 2 * PADDING
TIP = 7.0
_STYLE = (Path(__file__).parent / "picture.css").read_text(encoding="utf-8")
_PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


def page(history: History, today: date) -> str:
    """The picture on a page, with the same facts as a table below it."""
    rows = "\n".join(
        f'<tr><th>{_word(lane.title)}</th><td>{_word(period.label)}</td><td class="days">{_word(period.told())}</td>'
        f'<td class="days">{_word(_basis(period.since_basis, period.until_basis))}</td></tr>'
        for lane in history.lanes
        for period in lane.periods
    )
    return _PAGE.substitute(
        title=_word(history.title), subtitle=_word(history.subtitle), picture=picture(history, today), rows=rows
    )


def picture(history: History, today: date) -> str:
    """The SVG, in letters of one page: 1200 pixels wide, as high as its labels need."""
    time = axis(history, today, TITLE, PLOT)
    lanes = [laid_out(lane, time, TITLE - 2 * PADDING) for lane in history.lanes]
    height = HEAD + sum(lane.height for lane in lanes) + FOOT
    body = [*_marks(time, height), *_lanes(lanes), *_today(time, today, height), *_labels(lanes)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:.1f}" width="{WIDTH:g}" '
        f'height="{height:.1f}" role="img"><title>{_word(history.title)}</title><style>{_STYLE}</style>'
        '<defs><pattern id="uncertain" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line y2="7"/></pattern></defs>'
        f'<rect class="paper" width="{WIDTH:g}" height="{height:.1f}"/>{"".join(body)}</svg>'
    )


def _word(text: str) -> str:
    return escape(clean(text))


def _basis(since: str, until: str | None) -> str:
    return since if until is None else f"{since} – {until}"


def _text(kind: str, x: float, y: float, words: str, lane: str = "") -> str:
    return f'<text class="{kind}"{lane} x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _marks(time: Axis, height: float) -> Iterator[str]:
    for day, words in time.marks():
        x = time.at(day)
        yield f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{HEAD:g}" y2="{height - FOOT:.1f}"/>'
        yield _text("mark", x, HEAD - 8, words)


def _today(time: Axis, today: date, height: float) -> Iterator[str]:
    x = time.at(today)
    words = f"today {today}"
    yield f'<line class="today" x1="{x:.1f}" x2="{x:.1f}" y1="{HEAD - 2:g}" y2="{height - FOOT:.1f}"/>'
    yield _text("today", min(x, WIDTH - width(words, DAYS_SIZE) / 2 - PADDING), 22, words)
    yield _text("legend", TITLE, height - 12, "hatched: between two observations, the day of change is not known")


def _lanes(lanes: Sequence[Drawn]) -> Iterator[str]:
    for top, of, lane in _placed(lanes):
        yield f'<rect class="lane"{of} x="0" y="{top:.1f}" width="{WIDTH:g}" height="{lane.height:.1f}"/>'
        yield from (piece for bar in lane.bars for piece in _bar(bar, top + PADDING))
        yield from (piece for label in lane.labels for piece in _leader(label, top))


def _labels(lanes: Sequence[Drawn]) -> Iterator[str]:
    """All words of the lanes, above every line."""
    for top, of, lane in _placed(lanes):
        yield from (
            _text("title", PADDING, top + PADDING + LINE * (line + 1), words, of)
            for line, words in enumerate(lane.title)
        )
        yield from (piece for label in lane.labels for piece in _label(label, top, of))


def _placed(lanes: Sequence[Drawn]) -> Iterator[tuple[float, str, Drawn]]:
    """Each lane with its top, and the attribute by which its words are known to be its own."""
    top = HEAD
    for number, lane in enumerate(lanes):
        yield top, f' data-lane="{number}"', lane
        top += lane.height


def _bar(bar: Bar, top: float) -> Iterator[str]:
    left, right, middle, bottom = bar.left, bar.right, top + BAR / 2, top + BAR
    tip = min(TIP, (right - left) / 2)
    inner = (left + tip if bar.open_left else left, right - tip if bar.open_right else right)
    start = f"{left:.1f},{middle:.1f} " if bar.open_left else ""
    end = f"{right:.1f},{middle:.1f} " if bar.open_right else ""
    yield (
        f'<polygon class="bar" points="{start}{inner[0]:.1f},{top:.1f} {inner[1]:.1f},{top:.1f} {end}'
        f'{inner[1]:.1f},{bottom:.1f} {inner[0]:.1f},{bottom:.1f}">'
        f"<title>{_word(bar.period.label)}, {bar.period.told()}</title></polygon>"
    )
    for begins, ends in bar.hatched:
        yield (
            f'<rect class="uncertain" x="{begins:.1f}" y="{top:.1f}" width="{max(ends - begins, 1):.1f}" '
            f'height="{BAR:g}"/>'
        )


def _leader(label: Label, top: float) -> Iterator[str]:
    if label.from_bar is not None:
        x = label.from_bar
        yield (
            f'<line class="leader" x1="{x:.1f}" x2="{x:.1f}" y1="{top + PADDING + BAR:.1f}" '
            f'y2="{top + label.bottom:.1f}"/>'
        )


def _label(label: Label, top: float, of: str) -> Iterator[str]:
    y = top + label.top + NAME_SIZE
    for line, words in enumerate(label.names):
        yield _text("name", label.left, y + LINE * line, words, of)
    yield _text("days", label.left, y + LINE * len(label.names), label.days, of)
