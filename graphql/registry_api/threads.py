"""How many threads a worker has, and what they may be kept waiting by."""

from registries.settings import Settings

# For 503, /livez, /metrics, and /readyz, which may itself wait for the database. Few: those that refuse take the
# interpreter from those that answer.
SPARE = 4


def most_inside(settings: Settings) -> int:
    """Questions of one worker that are read, waited with or answered at a time."""
    return settings.connections + settings.waiting_places


def blocking_threads(settings: Settings) -> int:
    """More than the database, the queue and slow clients can keep busy: one is always free to refuse, and for /livez."""
    return most_inside(settings) + SPARE
