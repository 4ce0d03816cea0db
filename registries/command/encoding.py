"""Encodings of files as words of the command."""

import codecs
from typing import Any

import click

from loaders.formats.layout import TEXT_ENCODINGS


class Encoding(click.ParamType[str]):
    """An encoding of text files by any of its names: windows-1251, cp1251."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            known = codecs.lookup(value).name
        except (LookupError, ValueError):
            known = ""
        if known not in TEXT_ENCODINGS:
            self.fail(f"no encoding that is read here; those are {', '.join(sorted(TEXT_ENCODINGS))}", param, ctx)
        return known


ENCODING = click.option(
    "--encoding", type=Encoding(), default="utf-8", show_default=True, help="of a CSV", metavar="NAME"
)
