"""Our own server as `registries serve` runs it, with the receipts and the composition of addresses chosen by hand.

There is no such switch in the product: this factory is the benchmark's own. Environment: READING_RECEIPTS (a name of
RECEIPTS), READING_ADDRESS (`derived` or `walked`), READING_PORT, READING_WORKERS, and the product's own settings.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from granian import Granian

import registry_api.serve
from registries.address.full_text import full_text
from registries.address.full_text_walked import full_text_walked
from registries.settings import Settings
from registry_api import address
from registry_api.compiler import receipts, running
from registry_api.compiler.plan import Plans
from registry_api.compiler.statement import Place, Root, Within
from registry_api.wsgi import Wsgi, application, guarded


def none(_: Sequence[Root], places: Sequence[Place]) -> str | None:
    """No row; persons in lists are marked in the text, and the product takes the marks out where it writes after."""
    return None if places else "receipt AS (SELECT 1)"


def second(_: Sequence[Root], __: Sequence[Place]) -> None:
    """Every row by a second statement in the same transaction."""


RECEIPTS: Mapping[str, Within] = {"within": receipts.within, "second": second, "none": none}
COMPOSITIONS: Mapping[str, Callable[..., str]] = {"derived": full_text, "walked": full_text_walked}


def create() -> Wsgi:
    """The factory that granian calls in each worker."""
    settings, wanted = Settings(), os.environ["READING_RECEIPTS"]
    if wanted == "none":
        running.following = lambda *_: []
    address.full_text.full_text = COMPOSITIONS[os.environ["READING_ADDRESS"]]  # type: ignore[assignment]
    return guarded(application(settings, Plans(RECEIPTS[wanted])), settings)


def _ours(_: str, **settings: Any) -> Granian:
    return Granian("reading.serving:create", **settings)


def main() -> None:
    registry_api.serve.Granian = _ours  # type: ignore[assignment,misc]
    registry_api.serve.serve(
        "127.0.0.1", int(os.environ["READING_PORT"]), Settings(), workers=int(os.environ["READING_WORKERS"])
    )


if __name__ == "__main__":
    main()
