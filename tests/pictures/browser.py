"""A headless Chromium: the one that CHROMIUM names, one on the path, or the pinned build of the lock file.

It is spoken to over its own pipe (Chrome DevTools Protocol, messages of JSON that end with a zero byte), so nothing
listens on any port and no package is needed.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome-headless-shell")
SECONDS = 60
WIDTH, HEIGHT = 1260, 6000
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
    "--no-zygote", "--disable-background-networking", "--font-render-hinting=none", "--remote-debugging-pipe",
)  # fmt: skip
# What is not a fault of the page: it is read from a file.
OWN = ("file:", "about:", "data:")


class NoChromium(Exception):
    """No Chromium is here, and none could be installed."""


class Browser:
    """One Chromium with one page at a time."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, writes
        self._number = 0
        self._held = b""
        self._events: list[dict[str, Any]] = []
        self._session: str | None = None

    def open(self, page: Path) -> None:
        """Load a file and wait for the end of it."""
        self.visit(page.as_uri())

    def visit(self, address: str, width: int = WIDTH) -> None:
        """Load an address in a new page as wide as this, and wait for the end of it."""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for room in ("Page", "Runtime", "Log", "Network"):
            self._ask(f"{room}.enable")
        self._ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=HEIGHT, deviceScaleFactor=1, mobile=False
        )  # fmt: skip
        self.leading_elsewhere(lambda: self._ask("Page.navigate", url=address))

    def leading_elsewhere(self, act: Callable[[], object]) -> None:
        """Do what loads another page, and wait for the end of it; what went wrong before is forgotten."""
        self._events.clear()
        act()
        while not any(event["method"] == "Page.loadEventFired" for event in self._events):
            self._hear()

    def press(self, key: str, code: str) -> None:
        """A key by what it types and by its place on the keyboard."""
        for kind in ("keyDown", "keyUp"):
            self._ask("Input.dispatchKeyEvent", type=kind, key=key, code=code, text=key if kind == "keyDown" else "")

    def errors(self, own: tuple[str, ...] = OWN) -> list[str]:
        """What went wrong in the page, and whatever it asked of anybody else than `own`."""
        found = []
        for event in self._events:
            said = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                found.append(str(said["exceptionDetails"]["text"]))
            if event["method"] == "Log.entryAdded" and said["entry"]["level"] == "error":
                found.append(str(said["entry"]["text"]))
            if event["method"] == "Network.requestWillBeSent" and not said["request"]["url"].startswith(own):
                found.append(f"the page asks for {said['request']['url']}")
        return found

    def evaluate(self, script: str) -> Any:
        told = self._ask("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in told:
            raise AssertionError(f"the measuring failed: {told['exceptionDetails']}")
        return told["result"].get("value")

    def photograph(self, to: Path, width: int = WIDTH) -> None:
        size = self._ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": width, "height": min(size["height"], HEIGHT), "scale": 1}
        found = self.evaluate("document.body.scrollHeight + 48")
        clip["height"] = min(found, HEIGHT)
        told = self._ask("Page.captureScreenshot", format="png", clip=clip)
        to.write_bytes(base64.b64decode(told["data"]))

    def _ask(self, method: str, **words: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": words}
        if self._session and not method.startswith("Target."):
            message["sessionId"] = self._session
        os.write(self._writes, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._hear()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _hear(self) -> dict[str, Any]:
        """The next message; events are kept."""
        until = time.monotonic() + SECONDS
        while b"\0" not in self._held:
            ready, _, _ = select.select([self._reads], [], [], max(0, until - time.monotonic()))
            piece = os.read(self._reads, 1 << 16) if ready else b""
            if not piece:
                raise AssertionError("Chromium no longer answers")
            self._held += piece
        one, _, self._held = self._held.partition(b"\0")
        message: dict[str, Any] = json.loads(one)
        if "method" in message:
            self._events.append(message)
        return message


@contextmanager
def browsing(chromium: Path) -> Iterator[Browser]:
    """A browser, ended and cleared away afterwards."""
    reads, answers = _pipe()
    hears, writes = _pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        # Chromium reads what it is asked from descriptor 3 and answers on 4.
        channels = [
            *((os.POSIX_SPAWN_OPEN, standard, os.devnull, os.O_RDWR, 0) for standard in range(3)),
            (os.POSIX_SPAWN_DUP2, hears, 3),
            (os.POSIX_SPAWN_DUP2, answers, 4),
        ]
        words = [str(chromium), *FLAGS, f"--user-data-dir={home}"]
        process = os.posix_spawn(chromium, words, {**os.environ, "HOME": home}, file_actions=channels)
        os.close(hears)
        os.close(answers)
        try:
            yield Browser(reads, writes)
        finally:
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)
            os.close(reads)
            os.close(writes)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends lie above the descriptors that Chromium is given."""
    ends = os.pipe()
    above = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return above[0], above[1]


def needed() -> Path:
    """A Chromium for a command that can do nothing without one; ends it by name, with 2, where there is none."""
    try:
        return installed() or pinned()
    except NoChromium as error:
        print(f"NO_CHROMIUM: {error}", file=sys.stderr)
        print("next: set CHROMIUM to the path of a Chromium, or install npm", file=sys.stderr)
        sys.exit(2)


def installed() -> Path | None:
    """A Chromium that is here already."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise NoChromium(f"CHROMIUM names {named}, which is no file")
        return Path(named)
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return None if found is None else Path(found)


def pinned() -> Path:
    """The build of the lock file, unpacked by its own words; needs npm. Raises NoChromium where it cannot be had."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise NoChromium("npm is not here to install the pinned build")
    words = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    for command in ([npm, *words], [node, "unpack.mjs"]):
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoChromium(f"the pinned build cannot be installed: {(done.stdout + done.stderr)[-500:]}")
    return Path(done.stdout.strip())
