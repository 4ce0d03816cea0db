"""Whether two rows of a source say the same words, whichever format and names of columns they came in."""

import hashlib
import json
from collections.abc import Callable, Iterator

from loaders.formats import Words
from loaders.mapping.texts import single_blanks
from loaders.source import FieldSpec, Source

OF_THE_SEARCH = "_"
"""`_id`, `_index`, `_score`: what the publisher's search engine adds to a record is no word of it."""


DIGEST_BYTES = 16
_WORDS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def words_json(words: Words | str) -> str:
    """The words as JSON: of one row always the same text, whose digest tells one row from another."""
    return _WORDS.encode(words)


def words_digest(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


def sameness(source: Source, columns: tuple[str, ...]) -> Callable[[Words], str]:
    """A text of a row that is equal where the rows say the same.

    Of a source in one format it is the row as delivered. Of one in several: what is known, by the names of today.
    """
    if len(source.formats) == 1:
        return words_json
    today = dict(_renamed(source))

    def said(words: Words) -> str:
        named = words.items() if isinstance(words, dict) else zip(columns, words, strict=True)
        known: dict[str, object] = {}
        for name, word in named:
            if not name.startswith(OF_THE_SEARCH) and (text := _text(word)):
                known.setdefault(today.get(name, name), text)
        return words_json(known)

    return said


def _renamed(source: Source) -> Iterator[tuple[str, str]]:
    """The names a column had, with the one it has: ways of `either` that differ in nothing else."""
    for own_name, spec in source.fields.items():
        for way in spec.either or ():
            same = next(one for one in spec.either or () if _meaning(one) == _meaning(way))
            for name in way.origin or (own_name,):
                yield name, (same.origin or (own_name,))[0]


def _meaning(way: FieldSpec) -> FieldSpec:
    return way.model_copy(update={"origin": None})


def _text(word: object) -> str:
    if word is None:
        return ""
    if isinstance(word, str):
        return single_blanks(word)
    return str(word).lower() if isinstance(word, bool) else json.dumps(word, ensure_ascii=False, sort_keys=True)
