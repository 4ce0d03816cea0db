"""SIGKILL to the loader at random moments of a phase; the same command goes on, and the end is held against another."""

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from faults import House
from sqlalchemy import Engine, text

from registries.database import engine_for

RECEIVE: Final = "receive"
APPLY: Final = "apply"
LOOK_SECONDS: Final = 0.05
# Nobody sees a delivery before it has been received whole.
_RECEIVED = text("""
    SELECT EXISTS (SELECT FROM provenance.delivery d JOIN provenance.source s ON s.id = d.source_id
                    WHERE s.name = :source AND d.state = 'RECEIVED')
""")


@dataclass(slots=True)
class Killing:
    """Kills in each phase, at moments drawn from the seconds that phase takes undisturbed."""

    house: House
    command: Sequence[str]
    source: str
    chance: Random
    hits: Counter[str] = field(default_factory=Counter)
    tracebacks: int = 0

    def load(self, kills: int, seconds: dict[str, float]) -> int:
        """Load, killed `kills` times in each phase as far as it lasts; the exit code of the last command."""
        engine = engine_for(self.house.server.url())
        for _ in range(kills):
            self._killed(RECEIVE, lambda: True, self.chance.uniform(0.3, 1) * seconds[RECEIVE])
        for left in range(kills, 0, -1):
            # Resumed, not repeated: each kill takes its share of what is left.
            self._killed(
                APPLY, lambda: _received(engine, self.source), self.chance.uniform(0.2, 1) * seconds[APPLY] / left
            )
        engine.dispose()
        done = self.house.run(*self.command)
        self.tracebacks += "Traceback" in done.stderr
        return done.returncode

    def _killed(self, phase: str, begun: Callable[[], bool], wait: float) -> None:
        loader = self.house.start(*self.command)
        while not begun() and loader.poll() is None:
            time.sleep(LOOK_SECONDS)
        try:
            loader.wait(wait)
        except subprocess.TimeoutExpired:
            os.kill(loader.pid, signal.SIGKILL)
            self.hits[phase] += 1
        _, errors = loader.communicate()
        self.tracebacks += "Traceback" in errors


def _received(engine: Engine, source: str) -> bool:
    with engine.connect() as connection:
        return bool(connection.scalar(_RECEIVED, {"source": source}))
