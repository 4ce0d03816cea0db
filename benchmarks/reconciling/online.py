"""Requests of one department answered by the API itself, in this process and without the network, with their receipts."""

import io
import json
import multiprocessing
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from reconciling.records import Written

from registries.access.token import issue
from registries.settings import Settings
from registry_api.collecting import collect_seldom
from registry_api.documents import Documents
from registry_api.wsgi import Application, application

[DOCUMENT] = [one.text for one in Documents.read().all if (one.kind, one.name) == ("department", "reconcile")]


@dataclass(slots=True)
class Outcome:
    """Milliseconds of each request, answers by kind, and matches that were of somebody else."""

    milliseconds: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    right: int = 0
    wrong: int = 0

    def at(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Department:
    """A department before an API of its own."""

    def __init__(self, url: str, home: Path) -> None:
        settings = Settings(database_url=url, data_dir=home, synthetic=True, statement_timeout_ms=60_000)
        made = application(settings)
        assert isinstance(made, Application)
        self._app, self._token = made, issue(settings, "department")
        # As a worker does when it is made.
        collect_seldom()

    def ask(self, records: list[Written], iins: dict[int, str], outcome: Outcome) -> None:
        body = json.dumps({"query": DOCUMENT, "variables": {"records": [one.variables() for one in records]}}).encode()
        environ = {
            "REQUEST_METHOD": "POST", "PATH_INFO": "/graphql", "QUERY_STRING": "", "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)), "HTTP_AUTHORIZATION": f"Bearer {self._token}", "wsgi.input": io.BytesIO(body),
        }  # fmt: skip
        begun = time.perf_counter()
        answer = b"".join(self._app(environ, lambda *_: None))
        outcome.milliseconds.append((time.perf_counter() - begun) * 1_000)
        for one, found in zip(records, json.loads(answer)["data"]["reconcile"], strict=True):
            outcome.answers[found["answer"]] += 1
            if found["answer"] == "MATCH":
                right = one.person is not None and found["iin"] == iins[one.person]
                outcome.right, outcome.wrong = outcome.right + right, outcome.wrong + (not right)

    def close(self) -> None:
        self._app.answering.pool.close()


def asked(url: str, home: Path, parts: list[list[Written]], iins: dict[int, str], warm: list[Written]) -> Outcome:
    """Each part in one request, one after the other, after a warm-up."""
    department, outcome = Department(url, home), Outcome()
    department.ask(warm, iins, Outcome())
    for part in parts:
        department.ask(part, iins, outcome)
    department.close()
    return outcome


def throughput(
    url: str, home: Path, parts: list[list[Written]], iins: dict[int, str], warm: list[Written], workers: int
) -> float:
    """Records a second of `workers` processes that each answer their share of the parts."""
    shares = [parts[place::workers] for place in range(workers)]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        done = [pool.submit(asked, url, home, share, iins, warm) for share in shares]
        outcomes = [one.result() for one in done]
    slowest = max(sum(one.milliseconds) for one in outcomes) / 1_000
    return sum(map(len, parts)) / slowest
