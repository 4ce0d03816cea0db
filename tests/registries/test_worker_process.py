"""Processes that work for another."""

import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from multiprocessing import active_children

import pytest

from registries.worker_process import WorkerDiedError, worker_processes

KILLED = """
import os, signal
from registries.worker_process import worker_processes
with worker_processes(1) as pool:
    print(pool.submit(os.getppid).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_worker_ends_with_a_parent_that_was_killed() -> None:
    """Its output ends only when nobody is left who could write there."""
    with subprocess.Popen([sys.executable, "-c", KILLED], env=os.environ, stdout=subprocess.PIPE, text=True) as killed:
        told, _ = killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert int(told) == killed.pid


def kill_one_and_ask() -> None:
    with worker_processes(2) as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
        os.kill(active_children()[0].pid or 0, signal.SIGKILL)
        while True:
            pool.submit(os.getpid).result()


def test_a_worker_that_is_killed_is_a_refusal_and_the_others_end() -> None:
    with pytest.raises(WorkerDiedError) as died:
        kill_one_and_ask()
    assert died.value.code == "WORKER_DIED"
    assert died.value.__suppress_context__
    assert active_children() == []


def without_memory() -> None:
    raise MemoryError


def test_a_worker_whose_memory_runs_out_is_a_refusal_too() -> None:
    with pytest.raises(WorkerDiedError), worker_processes(1) as pool:
        pool.submit(without_memory).result()


def give_much_and_fail(waiting: list[Future[int]]) -> None:
    with worker_processes(1) as pool:
        waiting += [pool.submit(os.getpid) for _ in range(50)]
        raise ZeroDivisionError


def test_what_waits_is_not_begun_when_the_work_ends_early() -> None:
    waiting: list[Future[int]] = []
    with pytest.raises(ZeroDivisionError):
        give_much_and_fail(waiting)
    assert waiting[-1].cancelled()
    assert active_children() == []
