"""Processes that work for another."""

import os
import signal
import subprocess
import sys

KILLED = """
import multiprocessing, os, signal
from concurrent.futures import ProcessPoolExecutor
from registries.worker_process import end_with_parent
pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), end_with_parent)
print(pool.submit(os.getppid).result(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_worker_ends_with_a_parent_that_was_killed() -> None:
    """Its output ends only when nobody is left who could write there."""
    with subprocess.Popen([sys.executable, "-c", KILLED], env=os.environ, stdout=subprocess.PIPE, text=True) as killed:
        told, _ = killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert int(told) == killed.pid
