"""A citizen's data by the portal's own document: the compiled way beside the ordinary executor, in one process.

    .venv/bin/python benchmarks/compiled_reads.py [--requests 2000] [--json]

On the database of the settings (`make demo` fills it). Every request is a whole one: HTTP body in, access-log row
written, body out; rounds of the two ways are interleaved. The bodies of both are compared. Exits 1 where they differ.
"""

import argparse
import io
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import text

from registries.access.consumers import named
from registries.access.token import issue
from registries.settings import Settings
from registry_api import answer
from registry_api.compiler.plan import Plans
from registry_api.wsgi import Application, application

DOCUMENT = Path(__file__).resolve().parents[1] / "graphql" / "operations" / "portal" / "person.graphql"
NUMBERS = text("""
    SELECT value FROM crosswalk.individual_identifier WHERE scheme = 'IIN' AND upper_inf(valid_time)
     ORDER BY md5(value) LIMIT :most
""")
ROUNDS = 5


class NoPlans(Plans):
    """Compiles nothing: every document takes the ordinary executor."""

    def admit(self, digest: str, document: str, operation: str | None) -> None: ...


def asked(app: Application, token: str, document: str, number: str) -> tuple[bytes, float]:
    """The body of one answer, and the seconds it took."""
    body = json.dumps({"query": document, "variables": {"iin": number}}).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/graphql", "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)), "HTTP_AUTHORIZATION": f"Bearer {token}", "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    begun = time.perf_counter()
    told = b"".join(app(environ, lambda *_: None))
    return told, time.perf_counter() - begun


def measured(app: Application, token: str, numbers: list[str]) -> dict[str, Any]:
    document = DOCUMENT.read_text(encoding="utf-8")
    schema = answer.schema._schema
    ways: dict[str, Plans] = {"compiled": Plans(schema), "executor": NoPlans(schema)}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    bodies: dict[str, list[bytes]] = {way: [] for way in ways}
    share = len(numbers) // ROUNDS
    for place in range(ROUNDS):
        for way, plans in ways.items():
            answer.PLANS = plans
            asked(app, token, document, numbers[0])  # the first answer of a document takes the executor
            for number in numbers[place * share : (place + 1) * share]:
                body, seconds = asked(app, token, document, number)
                taken[way].append(seconds)
                bodies[way].append(body)
    return {
        "persons": len(taken["compiled"]),
        "equal_bodies": bodies["compiled"] == bodies["executor"],
        **{way: _told(seconds) for way, seconds in taken.items()},
        "times_faster_p50": round(statistics.median(taken["executor"]) / statistics.median(taken["compiled"]), 1),
    }


def _told(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {"p50_ms": _ms(ordered[len(ordered) // 2]), "p99_ms": _ms(ordered[int(len(ordered) * 0.99)])}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    settings = Settings(synthetic=True)
    app = application(settings)
    assert isinstance(app, Application)
    with app.engine.begin() as connection:
        caller = named(connection, "portal")
        numbers = list(connection.scalars(NUMBERS, {"most": options.requests}))
    token = issue(settings, caller.consumer, caller.official)
    told = measured(app, token, numbers)
    print(json.dumps(told, indent=None if options.json else 2))
    return 0 if told["equal_bodies"] and told["persons"] else 1


if __name__ == "__main__":
    sys.exit(main())
