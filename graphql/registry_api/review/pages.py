"""The pages, rendered: whatever comes from a file or a clerk is text, never markup."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registries.crosswalk.clerical.queue import EntryShown
from registry_api.review.sides import HALF, rows_of, values
from registry_api.review.words import NAMES_OF_LANGUAGES, WORDS

TEMPLATES = Path(__file__).resolve().parent / "templates"


def rendered(template: str, language: str, **given: object) -> bytes:
    words = WORDS[language]
    page = _environment().get_template(template)
    return page.render(words=words, language=language, languages=NAMES_OF_LANGUAGES, **given).encode()


def chosen(shown: EntryShown, answered: frozenset[int], asked: str) -> int:
    """Place of the candidate that is looked at: the one asked for, else the first not answered yet."""
    if asked.isascii() and asked.isdigit() and len(asked) < 3 and 1 <= int(asked) <= len(shown.candidates):
        return int(asked) - 1
    return next((n for n, one in enumerate(shown.candidates) if one.record not in answered), 0)


def of_entry(shown: EntryShown, place: int, answered: frozenset[int], language: str) -> dict[str, object]:
    """What the page of an entry says."""
    candidate = shown.candidates[place]
    cluster = [
        {
            "record": one,
            "names": [" ".join(part for part in name if part) for name in one.said.names],
            "births": values(one.said, "birth_date", language),
            "day": None if one.day is None else f"{one.day:%d.%m.%Y}",
        }
        for one in candidate.person.records
    ]
    return {
        "entry": shown, "candidate": candidate, "place": place, "rows": rows_of(shown.record.said, candidate, language),
        "cluster": cluster, "answered": answered, "half": HALF,
        "elsewhere": shown.record.individual is not None
        and shown.record.individual != candidate.person.individual,
        "day": None if shown.record.day is None else f"{shown.record.day:%d.%m.%Y}",
    }  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
