"""A bounded, timed queue before something scarce: in order of arrival, and never longer than promised."""

from collections import deque
from collections.abc import Callable, Mapping
from threading import Lock

from registries.errors import RegistryError


class BusyError(RegistryError):
    """Every connection is in use, or the database does not answer; to be tried again."""

    code = "BUSY"

    def __init__(self, message: str = "no connection to the database is free") -> None:
        super().__init__(message, next_step="try again in a second")


class _Turn:
    """One who waits. `lock` is held until he is called; `refused` says that he was called to be sent away."""

    __slots__ = ("lock", "refused")

    def __init__(self) -> None:
        self.lock = Lock()
        self.lock.acquire()
        self.refused = False


class Turnstile:
    """Lets `most` in at a time; `places` more wait, each at most `wait_seconds`, and the rest are refused at once.

    First come, first served: who leaves calls the one who has waited longest, and nobody slips in between.
    """

    def __init__(self, most: int, places: int, wait_seconds: float) -> None:
        self.most, self.places, self.wait_seconds = most, places, wait_seconds
        self.refused_full = 0
        self.refused_late = 0
        self._lock = Lock()
        self._free = most
        self._turns: deque[_Turn] = deque()

    @property
    def in_use(self) -> int:
        return self.most - self._free

    @property
    def waiting(self) -> int:
        return len(self._turns)

    def numbers(self) -> Mapping[str, Callable[[], float]]:
        """What can be watched, by name."""
        return {
            "connections_in_use": lambda: self.in_use,
            "waiting": lambda: self.waiting,
            "refused_full": lambda: self.refused_full,
            "refused_late": lambda: self.refused_late,
        }

    def enter_at_once(self) -> bool:
        """Come in where one is free; else it counts as refused."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            self.refused_full += 1
            return False

    def enter(self) -> None:
        """Come in, at once or after waiting. Raises BusyError where the queue is full or the wait was in vain."""
        with self._lock:
            # While one is free nobody waits: who leaves hands over.
            if self._free:
                self._free -= 1
                return
            if len(self._turns) >= self.places:
                self.refused_full += 1
                raise BusyError
            turn = _Turn()
            self._turns.append(turn)
        self._wait(turn)

    def leave(self) -> None:
        """Go out: the one who has waited longest comes in."""
        with self._lock:
            if self._turns:
                self._turns.popleft().lock.release()
            else:
                self._free += 1

    def send_away(self) -> None:
        """Refuse all who wait: what they wait for is not to be had soon."""
        with self._lock:
            for turn in self._turns:
                turn.refused = True
                turn.lock.release()
            self._turns.clear()

    def _wait(self, turn: _Turn) -> None:
        try:
            called = turn.lock.acquire(timeout=self.wait_seconds)
        except BaseException:
            if not self._withdrawn(turn) and not turn.refused:
                self.leave()
            raise
        if not called and self._withdrawn(turn):
            self.refused_late += 1
            raise BusyError
        # Called in the instant he gave up, he is in all the same.
        if turn.refused:
            raise BusyError

    def _withdrawn(self, turn: _Turn) -> bool:
        """Out of the queue, unless already called."""
        with self._lock:
            try:
                self._turns.remove(turn)
            except ValueError:
                return False
            return True
