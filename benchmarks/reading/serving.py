"""Our own server as `registries serve` runs it, with a writer of receipts and a composition of addresses named by hand.

There is no such switch in the product: this factory is the benchmark's own. Environment: READING_RECEIPTS (`product`
or `none`), READING_ADDRESS (`derived` or `walked`), READING_PORT, READING_WORKERS, and the product's own settings.
"""

import os
from typing import Any

from granian import Granian

import registry_api.serve
from registries.settings import Settings
from registry_api import address
from registry_api.inquiry import Inquiry
from registry_api.wsgi import Wsgi, application

try:
    from registries.address.full_text_walked import full_text_walked
except ImportError:
    from registries.address.full_text import full_text as full_text_walked


def create() -> Wsgi:
    """The factory that granian calls in each worker."""
    if os.environ.get("READING_RECEIPTS") == "none":
        Inquiry.write_receipts = _nothing  # type: ignore[method-assign]
    if os.environ.get("READING_ADDRESS") == "walked":
        address.full_text = walked()
    return application(Settings())


def walked() -> Any:
    """The composition that walks the tree; before there was a derived one, it was the only one."""
    return full_text_walked


def _nothing(_: Inquiry) -> None: ...


def _ours(_: str, **settings: Any) -> Granian:
    return Granian("reading.serving:create", **settings)


def main() -> None:
    registry_api.serve.Granian = _ours  # type: ignore[assignment,misc]
    registry_api.serve.serve(
        "127.0.0.1", int(os.environ["READING_PORT"]), Settings(), workers=int(os.environ["READING_WORKERS"])
    )


if __name__ == "__main__":
    main()
