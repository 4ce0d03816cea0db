"""`make pictures`: histories that are hard to draw, drawn and looked at in headless Chromium.

Exits 0 when every label is whole, in its lane and free of others; 1 with each fault; 2 where there is no Chromium.
With a folder as its word it leaves the photographs there.
"""

import sys
import tempfile
from pathlib import Path

from registries.analysis.picture.drawing import page
from tests.pictures.browser import Browser, browsing, needed
from tests.pictures.examples import EXAMPLES, TODAY
from tests.pictures.sight import faults

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")


def main() -> int:
    chromium = needed()
    photographs = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with browsing(chromium) as browser, tempfile.TemporaryDirectory() as folder:
        wrong = [name for name in EXAMPLES if look(browser, name, Path(folder), photographs)]
    print(f"{len(EXAMPLES) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def look(browser: Browser, name: str, folder: Path, photographs: Path | None) -> list[str]:
    """The faults of one picture."""
    file = folder / f"{name}.html"
    file.write_text(page(EXAMPLES[name], TODAY), encoding="utf-8")
    browser.open(file)
    told = browser.evaluate(MEASURE)
    found = [*browser.errors(), *faults(told)]
    print(f"{'FAULT' if found else 'ok   '} {name}: {len(told['texts'])} texts, {told['bars']} bars")
    for fault in found:
        print(f"      {fault}")
    if photographs:
        browser.photograph(photographs / f"{name}.png")
    return found


if __name__ == "__main__":
    sys.exit(main())
