"""What one warm request costs a worker, in processor time of this process alone (PostgreSQL's is not in it).

    .venv/bin/python benchmarks/request_cost.py [--persons 20000] [--requests 2000] [--turns 5]

The person by IIN is asked of the WSGI application in a loop without a network: gatekeeper, token, body, plan, values,
connection, answer. Beside it the driver alone, executing the same prepared statement with the same values. The best of
the turns counts. Exits 1 where a request of Q1 without its row costs more than the bar.
"""

import argparse
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reading.database import Place, engine_of, prepare
from reading.fill import Extent
from reading.questions import Q1, Key, keys_of
from reading.serving import RECEIPTS

from registries.access.token import issue
from registry_api.compiler.plan import Plans, Shape
from registry_api.moment import ALMATY, today
from registry_api.request import Request
from registry_api.schema import SCHEMA
from registry_api.validation import shape_of
from registry_api.wsgi import Application, application, guarded

ROOT = Path(__file__).resolve().parents[1]
MOST_US = 200.0
Ask = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds a request: processor time of this process, and time on the wall."""

    processor: float
    wall: float


def main() -> int:
    options = _options()
    place = prepare(options.data, Extent(options.persons, 1), _say)
    with engine_of(place).connect() as connection:
        keys = list(
            keys_of(connection, Q1, 1, Extent(options.persons, 1).numbers["blocks"], datetime.now(ALMATY).date())
        )
    bodies = [_body(key) for key in keys[: options.requests]]
    costs = {name: _asked(place, name, bodies, options.turns) for name in ("none", "within")}
    bare = _bare(place, keys[: options.requests], options.turns)
    for name, cost in {
        "no row": costs["none"],
        "its row in the statement": costs["within"],
        "driver alone, no row": bare,
    }.items():
        print(f"{name}: {cost.processor:.0f} µs of processor, {cost.wall:.0f} µs in all")  # fmt: skip
    return int(costs["none"].processor > MOST_US)


def _asked(place: Place, receipts: str, bodies: Sequence[bytes], turns: int) -> Cost:
    settings = place.settings().model_copy(update={"database_url": place.url})
    made = application(settings, Plans(RECEIPTS[receipts]))
    assert isinstance(made, Application)
    app, token = guarded(made, settings), issue(settings, "portal")

    def ask(body: bytes) -> bytes:
        return b"".join(app(_environ(body, token), _ignore))

    for body in bodies[:200]:
        assert ask(body).startswith(b'{"data":{"individual":{'), ask(body)
    cost = _best(lambda: [ask(body) for body in bodies], turns, len(bodies))
    made.answering.pool.close()
    return cost


def _bare(place: Place, keys: Sequence[Key], turns: int) -> Cost:
    """The prepared statement of the same question, executed by the driver with the values already there."""
    settings = place.settings().model_copy(update={"database_url": place.url})
    made = application(settings)
    shape = shape_of(SCHEMA, Request(Q1.ours(), None, None))
    assert isinstance(shape, Shape)
    plan = Plans(RECEIPTS["none"]).plan(shape, None, {})
    asker = {"request_id": "0" * 20, "consumer": "portal", "official": None, "purpose": None,
             "document": "0" * 64, "relied_on": ["portal"]}  # fmt: skip
    given = [{**plan.values(shape.coerced({Q1.argument: key.number}), today())[0], **asker} for key in keys]  # type: ignore[arg-type]
    bound = [[values[name] for name in plan.parameters] for values in given]
    call = f"EXECUTE bare ({', '.join(['%s'] * len(plan.parameters))})"
    with made.answering.pool.connection() as held, held.raw.cursor() as cursor:
        cursor.execute(f"PREPARE bare AS {plan.sql}")

        def all_of_them() -> None:
            for one in bound:
                cursor.execute(call, one)
                cursor.fetchone()

        all_of_them()
        return _best(all_of_them, turns, len(bound))


def _best(run: Callable[[], object], turns: int, requests: int) -> Cost:
    found = []
    for _ in range(turns):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        found.append(
            Cost((time.process_time() - processor) / requests * 1e6, (time.perf_counter() - wall) / requests * 1e6)
        )
    return min(found, key=lambda cost: cost.processor)


def _environ(body: bytes, token: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/graphql", "QUERY_STRING": "", "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)), "HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_ACCEPT": "*/*",
        "wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True,
    }  # fmt: skip


def _body(key: Key) -> bytes:
    return json.dumps({"query": Q1.ours(), "variables": {Q1.argument: key.number}}, separators=(",", ":")).encode()


def _ignore(_: str, __: list[tuple[str, str]]) -> None:
    return None


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--persons", type=int, default=20_000)
    add("--requests", type=int, default=2_000)
    add("--turns", type=int, default=5)
    add("--data", type=Path, default=ROOT / ".registries" / "reading", help="folder of the server")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
