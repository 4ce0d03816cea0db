"""The garbage collector of a worker: what the process is made of is never garbage, and a request makes hardly any cycles.

Candidates of a set of records are tens of thousands of small tuples. At the usual thresholds the collector walked through
them, and through schema and counted values, again and again: 45 % of the processor time of such requests.
"""

import gc
from typing import Final

# Containers made and not yet freed before the young are looked at, and how many such looks before the older are.
THRESHOLDS: Final = (50_000, 20, 50)


def collect_seldom() -> None:
    """Take all that is there now for what stays, and look for garbage less often from now on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
