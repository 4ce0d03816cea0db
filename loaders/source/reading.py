"""From a TOML file to a source that holds together, or to a refusal that says where it does not."""

import re
import tomllib
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from loaders.source.check import mistakes
from loaders.source.language import Source
from registries.errors import RegistryError

LARGEST = 1 << 20


class SourceRefused(RegistryError):
    """A source file that cannot be used. `code`: UNKNOWN_SOURCE or SOURCE_MISTAKE."""

    code = "SOURCE_MISTAKE"


class UnknownSource(SourceRefused):
    code = "UNKNOWN_SOURCE"


def source_names() -> tuple[str, ...]:
    """The sources that are delivered with the product."""
    folder = resources.files("loaders").joinpath("sources")
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def load_source(name: str) -> Source:
    """A source by its name. Raises `UnknownSource`, or `SourceRefused` for a file with mistakes."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or name not in source_names():
        known = ", ".join(source_names())
        raise UnknownSource("there is no source of this name", next_step=f"the sources are: {known}")
    text = resources.files("loaders").joinpath("sources", f"{name}.toml").read_text("utf-8")
    return parse_source(text, f"{name}.toml")


def read_source(path: Path) -> Source:
    """A source from any TOML file. Raises `SourceRefused` with every mistake and its place in the file."""
    try:
        text = path.read_bytes()[: LARGEST + 1].decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceRefused(
            f"{path.name} cannot be read as UTF-8 text", next_step="check the path and the encoding of the source file"
        ) from error
    return parse_source(text, path.name)


def parse_source(text: str, file_name: str) -> Source:
    try:
        words = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _refused(file_name, [f"it is not TOML: {error}"]) from error
    try:
        source = Source.model_validate(words)
    except ValidationError as error:
        raise _refused(file_name, _places(error, words)) from error
    if found := mistakes(source):
        raise _refused(file_name, found)
    return source


def _refused(file_name: str, found: list[str]) -> SourceRefused:
    return SourceRefused(
        f"{file_name} is not a source: " + "; ".join(found),
        next_step="correct the named places; docs and the other files of loaders/sources show the language",
    )


def _places(error: ValidationError, words: object) -> list[str]:
    found = []
    for mistake in error.errors(include_url=False, include_context=False, include_input=False):
        place = _place(mistake["loc"], words)
        sentence = mistake["msg"].removeprefix("Value error, ")
        if mistake["type"] == "extra_forbidden":
            sentence = "the language has no such word"
        found.append(f"{place or 'the file'}: {sentence}")
    return list(dict.fromkeys(found))


def _place(location: tuple[int | str, ...], words: object) -> str:
    """The location without the names of the alternatives that were tried: only what stands in the file."""
    place = ""
    for step in location:
        if isinstance(words, dict) and step in words:
            place, words = f"{place}.{step}".removeprefix("."), words[step]
        elif isinstance(words, list) and isinstance(step, int) and step < len(words):
            place, words = f"{place}[{step + 1}]", words[step]
        elif step == location[-1] and isinstance(words, dict) and isinstance(step, str):
            place = f"{place}.{step}".removeprefix(".")
    return place
