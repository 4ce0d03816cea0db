"""What is counted: by outcome, in bounded labels, without a word of what was asked, and of all workers together."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from registry_api import serve
from registry_api.metrics import FOLDER, MOST_DOCUMENTS, OTHER, Metrics, outcome
from tests.registry_api.world import AIGUL

COUNTED = """
import sys
from registry_api.metrics import Metrics
metrics = Metrics({"waiting": lambda: 3.0})
for _ in range(int(sys.argv[1])):
    metrics.count(200, b'{"data":{}}', "portal/person", 0.003)
metrics.sample()
print(sys.argv[2] == "tell" and metrics.text().decode() or "")
"""


def samples(text: bytes) -> dict[tuple[str, ...], float]:
    """Values by name and sorted label values."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b'{"data":{"individual":{"names":[{"surname":"A"}]}}}', "answered"),
        (200, b'{"data":null}', "answered"),
        (200, b'{"errors":[{"message":"m"}]}', "refused"),
        (200, b'{"errors":[{"message":"m"}],"data":null}', "refused"),
        (200, b'{"data":{"individual":null},"errors":[{"message":"m"}]}', "refused"),
        (400, b"", "refused"),
        (405, b"{}", "refused"),
        (500, b"", "error"),
        (503, json.dumps({"errors": [{"extensions": {"code": "BUSY"}}]}).encode(), "busy"),
        (503, json.dumps({"errors": [{"extensions": {"code": "TIMEOUT"}}]}).encode(), "timeout"),
    ],
)
def test_an_outcome_is_read_from_what_goes_out(status: int, body: bytes, expected: str) -> None:
    assert outcome(status, body) == expected


def test_answers_are_counted_by_status_outcome_and_document_and_measured() -> None:
    metrics = Metrics({"waiting": lambda: 2.0})
    metrics.count(200, b'{"data":{}}', "portal/person", 0.003)
    metrics.count(200, b'{"data":{}}', "portal/person", 0.3)
    metrics.count(404, b"", OTHER, 0.0001)
    told = samples(metrics.text())
    assert told["registries_request_seconds_count", "portal/person", "answered", "2xx"] == 2
    assert told["registries_request_seconds_count", "other", "refused", "4xx"] == 1
    assert told["registries_request_seconds_sum", "portal/person", "answered", "2xx"] == 0.303
    below = [
        told["registries_request_seconds_bucket", "portal/person", at, "answered", "2xx"]
        for at in ("0.002", "0.004", "5.0")
    ]
    assert below == [0, 1, 2]
    assert told["registries_waiting",] == 2
    assert told["registries_resident_bytes",] > 1_000_000
    assert told["registries_threads",] >= 1


def test_documents_beyond_the_bound_are_others() -> None:
    metrics = Metrics({})
    for number in range(MOST_DOCUMENTS * 2):
        metrics.count(200, b'{"data":{}}', f"portal/{number}", 0.001)
    told = samples(metrics.text())
    counted = {labels[1]: value for labels, value in told.items() if labels[0] == "registries_request_seconds_count"}
    assert len(counted) <= MOST_DOCUMENTS
    assert sum(counted.values()) == MOST_DOCUMENTS * 2
    assert counted[OTHER] > MOST_DOCUMENTS


def test_nothing_of_a_body_is_told() -> None:
    metrics = Metrics({})
    metrics.count(200, f'{{"data":{{"individual":{{"iin":"{AIGUL}"}}}}}}'.encode(), OTHER, 0.001)
    assert AIGUL not in metrics.text().decode()


def test_any_worker_tells_what_all_have_counted_and_forgets_the_gauges_of_the_dead(tmp_path: Path) -> None:
    def worker(times: int, last: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", COUNTED, str(times), last],
            env={**os.environ, FOLDER: str(tmp_path)}, check=True, text=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        return done.stdout

    worker(2, "silent")
    assert len(list(tmp_path.glob("gauge_live*"))) == 1
    told = samples(worker(3, "tell").encode())
    assert told["registries_request_seconds_count", "portal/person", "answered", "2xx"] == 5
    assert [value for labels, value in told.items() if labels[0] == "registries_waiting"] == [3]


def test_the_server_names_the_folder_as_the_counters_read_it() -> None:
    assert serve.METRICS_FOLDER == FOLDER
