"""What is wrong with a page as a browser shows it, in sentences; an empty list is a good page."""

import itertools
from collections.abc import Iterator
from typing import Any

Box = dict[str, Any]
# Glyph boxes are of whole pixels at best, and a line's box is taller than its letters.
SLACK = 0.6
LEAST_SIZE = 10


def faults(told: dict[str, Any]) -> list[str]:
    texts: list[Box] = told["texts"]
    return [
        *(["a script of a name ran"] if told["harmed"] else []),
        *(["a name became an element of the page"] if told["scripts"] else []),
        *(f"not visible: {text['words']}" for text in texts if not text["seen"]),
        *(f"too small: {text['words']}" for text in texts if text["size"] < LEAST_SIZE),
        *_outside(texts, told),
        *_overlaps(texts),
    ]


def _outside(texts: list[Box], told: dict[str, Any]) -> Iterator[str]:
    lanes = {lane["lane"]: lane for lane in told["lanes"]}
    for text in texts:
        around = told["picture"] if text["lane"] is None else lanes[text["lane"]]
        if not _inside(text, around):
            yield f"outside its lane: {text['words']}"


def _inside(one: Box, around: Box) -> bool:
    return bool(
        one["left"] >= around["left"] - SLACK
        and one["right"] <= around["right"] + SLACK
        and one["top"] >= around["top"] - SLACK
        and one["bottom"] <= around["bottom"] + SLACK
    )


def _overlaps(texts: list[Box]) -> Iterator[str]:
    for one, other in itertools.combinations(texts, 2):
        wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
        high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        if wide > SLACK and high > SLACK:
            yield f"overlap: {one['words']} and {other['words']}"
