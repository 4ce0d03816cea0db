"""The body of a form, bounded: who sends anything else is refused before it is looked at."""

from typing import Any
from urllib.parse import parse_qsl

from registries.errors import RegistryError

LARGEST = 16 * 1024
MOST_FIELDS = 8
URLENCODED = "application/x-www-form-urlencoded"


class FormRefused(RegistryError):
    code = "FORM_REFUSED"

    def __init__(self) -> None:
        super().__init__("this form could not be read, or is not of this session", next_step="open the page again")


def form_of(environ: dict[str, Any]) -> dict[str, str]:
    """The fields by name. Raises FormRefused."""
    length = environ.get("CONTENT_LENGTH") or ""
    kind = (environ.get("CONTENT_TYPE") or "").partition(";")[0].strip().lower()
    if kind != URLENCODED or not (length.isascii() and length.isdigit() and len(length) < 8) or int(length) > LARGEST:
        raise FormRefused
    try:
        body = environ["wsgi.input"].read(int(length)).decode("ascii")
        pairs = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise FormRefused from error
    if len(dict(pairs)) != len(pairs):
        raise FormRefused
    return dict(pairs)
