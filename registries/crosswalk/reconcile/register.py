"""The committed model at work on the register of one connection; how common values are is remembered by a process."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from registries.crosswalk.match_search import ROWS_STATE, frequencies, refuse_other_recipe
from registries.crosswalk.match_tables import match_row, value_share
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Look, Matcher, Near
from registries.crosswalk.weighing.narrowing import Narrowing, Probe
from registries.individual.tables import individual
from registries.prepared import PreparedStatement
from registries.temporal.read import Read

REMEMBERED: Final = 4
READ: Final = (
    Read(match_row, ("recipe",)),
    # All shares are counted in one transaction: the one that wrote a row names the count.
    Read(value_share, ("column_name", "value", "share", "xmin")),
    Read(individual, ("id",)),
)

_lock = threading.Lock()
_matchers: "OrderedDict[tuple[int, str | None], Matcher]" = OrderedDict()


def _nobody(keys: Sequence[Probe]) -> Near:
    return (), ()


def register_matcher(connection: Connection, look: Look = _nobody) -> Matcher:
    """Raises MatchRowsOutdated where the match rows are of other keys than the model's."""
    row = _STATE.rows(connection)[0]
    refuse_other_recipe(row.least, row.most, row.keys_made, individual_model())
    return _remembered(connection, (row.database, row.counted)).of_register(row.persons or 0, look)


def forget() -> None:
    """Forget how common values are."""
    with _lock:
        _matchers.clear()


def _remembered(connection: Connection, name: tuple[int, str | None]) -> Matcher:
    with _lock:
        found = _matchers.get(name)
    if found is None:
        # How many people there are is asked each time.
        model, shares = individual_model(), frequencies(connection)
        found = Matcher(model, shares, 1, _nobody, narrowing=Narrowing(model, shares))
        with _lock:
            _matchers[name] = found
            while len(_matchers) > REMEMBERED:
                _matchers.popitem(last=False)
    return found


# Identities are given one after the other and never taken back (`membership.new_identities`): the highest tells how many
# there are, to a load as to whoever asks.
_STATE: Final = PreparedStatement(
    "register_state",
    f"""
    SELECT {ROWS_STATE},
           (SELECT max(id) FROM individual.individual) AS persons,
           (SELECT xmin::text FROM crosswalk.value_share ORDER BY column_name, value LIMIT 1) AS counted,
           (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) AS database
    """,
)
