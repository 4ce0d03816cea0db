"""Processes that work for another: they end with it, and it ends in a refusal when one of them is killed."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from registries.errors import RegistryError


class WorkerDiedError(RegistryError):
    """A worker was killed, by a person or for want of memory: what it had in hand is undone."""

    code = "WORKER_DIED"


@contextmanager
def worker_processes(
    count: int, begin: Callable[..., None] | None = None, *told: object
) -> Iterator[ProcessPoolExecutor]:
    """`count` processes, each of which calls `begin(*told)` before its first work; what waits at the end is not begun.

    `begin` may not fail: nobody would be told why. Raises WorkerDiedError.
    """
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin, (begin, told))
    try:
        yield pool
    except (BrokenProcessPool, MemoryError):
        raise WorkerDiedError(
            "a process that worked for this command was killed, or its memory ran out",
            next_step="give the same command again, with fewer --workers where memory is short",
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(begin: Callable[..., None] | None, told: tuple[object, ...]) -> None:
    _end_with_parent()
    if begin is not None:
        begin(*told)


def _end_with_parent() -> None:
    """One whose parent was killed would wait for work for ever, its snapshot held."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
