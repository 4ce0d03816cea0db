"""The tour behind `make demo`: the country made and loaded, the real server asked what its three users ask.

Runs the commands a person would run, each in its own process, and stops what it started. Shape: standard output only;
exit 0 when every query was answered.
"""

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "registries"]
PATIENCE_SECONDS = 60


def main() -> int:
    persons = os.environ.get("PERSONS", "20000")
    country = Path(os.environ.get("REGISTRIES_DATA_DIR", ".registries")) / f"country-{persons}"
    begun = time.monotonic()
    _run("db", "upgrade")
    _run("demo", "--persons", persons, "--out", str(country), "--load")
    _run("db", "check")
    print(f"\nloaded in {time.monotonic() - begun:.0f} s\n")
    tokens = {who: _output("token", who) for who in ("portal", "department", "analyst")}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen([*COMMAND, "serve", "--port", str(port)]) as server:  # noqa: S603
        try:
            _await(port)
            return _ask_all(port, tokens, country)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE_SECONDS)


def _run(*words: str) -> None:
    print(f"$ registries {' '.join(words)}", flush=True)
    done = subprocess.run([*COMMAND, *words], check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)


def _output(*words: str) -> str:
    return subprocess.run([*COMMAND, *words], check=True, text=True, stdout=subprocess.PIPE).stdout.strip()  # noqa: S603


def _await(port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("the server did not become ready")


def _ask_all(port: int, tokens: dict[str, str], country: Path) -> int:
    questions = [
        ("portal", "person", {"iin": _person(country)}),
        ("department", "crosswalk", {"scheme": "RNN", "value": _taxpayer(country)}),
        ("analyst", "unit", {"kato": "710000000", "asOf": "2020-01-01"}),
    ]
    answered = [_ask(port, tokens[who], who, name, variables) for who, name, variables in questions]
    return 0 if all(answered) else 1


def _ask(port: int, token: str, who: str, name: str, variables: dict[str, str]) -> bool:
    document = (ROOT / "graphql" / "operations" / who / f"{name}.graphql").read_text(encoding="utf-8")
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        json.dumps({"query": document, "variables": variables}).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        answer: dict[str, Any] = json.load(response)
    print(f"\n--- {who} asks {name} with {json.dumps(variables)}\n{document}")
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return "errors" not in answer and all(answer["data"].values())


def _person(country: Path) -> str:
    """A living person who has borne two names and holds a document."""
    with (country / "truth" / "persons.jsonl").open(encoding="utf-8") as lives:
        for line in lives:
            life = json.loads(line)
            if len(life["names"]) > 1 and life["documents"] and not life["death"] and not life["left"]:
                return str(life["iins"][-1]["iin"])
    sys.exit("nobody in this country has changed a name")


def _taxpayer(country: Path) -> str:
    """A taxpayer number whose row gives a clean IIN, so that it is linked."""
    rows = country / "deliveries" / "tax"
    truth = {int(r["line"]): r for r in _table(country / "truth" / "tax.csv") if r["truth"] and not r["dirt"]}
    extract = next(iter(sorted(rows.glob("*.csv"))))
    lines = extract.read_text(encoding="windows-1251").splitlines()
    for line, row in truth.items():
        number, iin = lines[line - 1].split(";")[:2]
        if iin and row["file"].endswith(extract.name):
            return number
    sys.exit("no clean taxpayer row")


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.exit(main())
