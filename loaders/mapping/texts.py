"""Finding the text of a field in the words of a record, and cleaning it."""

from collections.abc import Callable

from loaders.formats import Reason

Texts = Callable[[object], str | Reason | None]


Tidy = Callable[[str], str]


def single_blanks(word: str) -> str:
    return word if word.isalnum() else " ".join(word.split())


def as_written(word: str) -> str:
    """With the blanks inside as they are: one that does not break is told."""
    return word.strip()


def in_table(origins: tuple[str, ...], columns: tuple[str, ...], tidy: Tidy = single_blanks) -> Texts | None:
    """The text of the first of these columns that the table has; None where it has none of them."""
    position = next((columns.index(name) for name in origins if name in columns), None)
    if position is None:
        return None

    def text(words: object) -> str | Reason | None:
        assert isinstance(words, list)
        word = words[position]
        return None if word is None else tidy(word)

    return text


def joined(texts: tuple[Texts, ...]) -> Texts:
    """All that is known, in order, with blanks between; a reason where one of them is one."""

    def text(words: object) -> str | Reason | None:
        known = [found for one in texts if (found := one(words))]
        reason = next((found for found in known if isinstance(found, Reason)), None)
        return reason or " ".join(str(found) for found in known) or None

    return text


def in_document(origins: tuple[str, ...], field: str, tidy: Tidy = single_blanks) -> Texts:
    """The text on the first of these paths that leads to one."""
    paths = tuple(tuple(origin.split("/")) for origin in origins)
    if len(paths) == 1:
        return _on_path(paths[0], field, tidy)
    alternatives = tuple(_on_path(path, field, tidy) for path in paths)
    return lambda words: next((found for text in alternatives if (found := text(words))), None)


def _on_path(path: tuple[str, ...], field: str, tidy: Tidy) -> Texts:
    repeated = Reason("REPEATED_ELEMENT", field, "the element stands more than once where one is expected")
    nested = Reason("NESTED_ELEMENT", field, "the element holds other elements where a text is expected")

    def text(words: object) -> str | Reason | None:
        for step in path:
            if not isinstance(words, dict):
                return repeated if isinstance(words, list) else None
            words = words.get(step)
        if isinstance(words, str):
            return tidy(words)
        return _other(words, repeated, nested)

    return text


def _other(words: object, repeated: Reason, nested: Reason) -> str | Reason | None:
    """Of an element with attributes its text; JSON's numbers and truth values as they are written."""
    if isinstance(words, list):
        return repeated
    if not isinstance(words, dict):
        return None if words is None else str(words).lower() if isinstance(words, bool) else str(words)
    if "#text" in words:
        return " ".join(str(words["#text"]).split())
    return nested if any(not name.startswith("@") for name in words) else None


def elements(path: str) -> Callable[[object], list[object]]:
    """All elements on a path, also where an element above them repeats."""
    steps = path.split("/")

    def found(words: object) -> list[object]:
        level = [words]
        for step in steps:
            below = [element[step] for element in level if isinstance(element, dict) and step in element]
            level = [item for items in below for item in (items if isinstance(items, list) else [items])]
        return level

    return found
