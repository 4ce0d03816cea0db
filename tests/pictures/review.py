"""`make pictures`: the page of clerical review as a clerk meets it, in headless Chromium, in three languages.

Signs in, looks at an entry at two widths, and answers by keys. Exits as `run` does; with a folder as its word it leaves
the photographs there.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from sqlalchemy import Engine, text

from registries.access.consumers import let_review, named
from registries.access.token import issue
from registries.catalogue import scratch
from registries.database import connect
from registries.settings import Settings
from registries.upgrade import upgrade
from registry_api.wsgi import application
from tests.loaders.offices import Office
from tests.pictures.browser import Browser, browsing, needed
from tests.registry_api.review.conftest import waiting

LANGUAGES = ("ru", "kk", "en")
WIDTHS = (1280, 800)
CLERK = "saule@department"
# What of the page is wider than the window, or lies outside it; bars that can be seen; marks beside colours.
LOOK = """(() => {
  const wide = document.documentElement.clientWidth;
  const outside = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > wide + 1 || box.left < -1) && !one.closest(".wide") && !one.closest("option");
  }).map((one) => one.tagName + "." + one.className);
  const bars = [...document.querySelectorAll(".bar rect")].map((one) => one.getBoundingClientRect());
  return {
    overflow: document.documentElement.scrollWidth > wide, outside,
    bars: bars.filter((one) => one.width > 0.5 && one.height > 3).length, rows: document.querySelectorAll("tbody output").length,
    signs: [...document.querySelectorAll(".sign")].every((one) => "=≈≠–".includes(one.textContent)),
    harmed: Boolean(window.harmed),
  };
})()"""


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def served(engine: Engine, folder: Path) -> Iterator[tuple[str, str]]:
    """An office with a queue behind the page; its address and a clerk's token."""
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO provenance.database_kind VALUES (true)"))
    waiting(Office(engine, folder))
    settings = Settings(database_url=engine.url.render_as_string(hide_password=False), data_dir=folder, synthetic=True)
    with engine.begin() as connection:
        caller = named(connection, CLERK)
        let_review(connection, CLERK, may=True)
    app = application(settings)
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", issue(settings, caller.consumer, caller.official)
    finally:
        server.shutdown()
        server.server_close()
        app.answering.pool.close()
        connect(settings).dispose()


def main() -> int:
    chromium = needed()
    photographs = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    server = connect(Settings())
    with tempfile.TemporaryDirectory() as folder, scratch(server, f"registries_review_{os.getpid()}") as engine:
        with served(engine, Path(folder)) as (address, token), browsing(chromium) as browser:
            found = list(visit(browser, address, token, photographs))
        engine.dispose()
    for fault in found:
        print(f"FAULT {fault}")
    print("the page of review: " + ("nothing wrong" if not found else f"{len(found)} faults"))
    return 1 if found else 0


def visit(browser: Browser, address: str, token: str, photographs: Path | None) -> Iterator[str]:
    own = (address, "about:", "data:")
    browser.visit(f"{address}/review", WIDTHS[0])
    yield from browser.errors(own)
    browser.evaluate(f"document.getElementById('token').value = {token!r}")
    browser.leading_elsewhere(lambda: browser.evaluate("document.querySelector('.sign-in').submit()"))
    for language in LANGUAGES:
        button = f"document.querySelector('.languages [value={language}]').click()"
        browser.leading_elsewhere(lambda button=button: browser.evaluate(button))  # type: ignore[misc]
        for width in WIDTHS:
            browser.visit(f"{address}/review", width)
            told = browser.evaluate(LOOK)
            yield from (f"{language} at {width}: {one}" for one in [*browser.errors(own), *_faults(told)])
            if photographs:
                browser.photograph(photographs / f"review-{language}-{width}.png", width)
    yield from _keys(browser, own)


def _faults(told: dict[str, object]) -> Iterator[str]:
    if told["overflow"] or told["outside"]:
        yield f"wider than the window: {told['outside']}"
    if told["bars"] != told["rows"] or not told["rows"]:
        yield f"{told['bars']} bars of {told['rows']} weights can be seen"
    if not told["signs"]:
        yield "a difference is shown by colour alone"
    if told["harmed"]:
        yield "a script of a name ran"


def _keys(browser: Browser, own: tuple[str, ...]) -> Iterator[str]:
    """N goes to the note, where letters are letters; R rejects, and the next entry comes."""
    entry = "document.querySelector('.answer').getAttribute('action')"
    before = browser.evaluate(entry)
    browser.press("т", "KeyN")
    browser.press("к", "KeyR")
    if browser.evaluate("document.activeElement.id + document.getElementById('note').value") != "noteк":
        yield "the key N does not lead to the note, or a letter in it answered"
    browser.evaluate("document.activeElement.blur()")
    browser.leading_elsewhere(lambda: browser.press("к", "KeyR"))
    if not browser.evaluate("document.querySelector('.told') !== null") or browser.evaluate(entry) == before:
        yield "the key R does not answer"
    yield from browser.errors(own)


if __name__ == "__main__":
    sys.exit(main())
