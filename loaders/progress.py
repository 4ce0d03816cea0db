"""Progress of long work on the terminal: a bar a phase, nothing for work under a second, nothing into files."""

import sys
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

QUIET_SECONDS = 1.0


class Bars:
    """A watcher that draws bars on standard error; a context manager that closes the last one."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: tqdm[Any] | None = None

    def phase(self, name: str, total: int) -> None:
        self.close()
        scaled = name == "receive"
        self._bar = tqdm(
            total=total,
            desc=f"{self._label}: {name}",
            unit="B" if scaled else "records",
            unit_scale=scaled,
            delay=QUIET_SECONDS,
            disable=not sys.stderr.isatty(),
            leave=False,
        )

    def advance(self, amount: int) -> None:
        if self._bar is not None:
            self._bar.update(amount)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
