"""What every line of versions owes to the constraints of its table, asked before any table sees it."""

import itertools
from collections.abc import Sequence

from registries.temporal import Version


def assert_lawful(timeline: Sequence[Version]) -> None:
    """What the tables' constraints demand of every version, and the key of all together."""
    for version in timeline:
        assert (version.until is None) == (version.ends_basis is None)
        assert version.since is None or version.until is None or version.since < version.until
        if version.starts_after is not None:
            assert version.starts_basis == "OBSERVED"
            assert version.since is not None
            assert version.starts_after < version.since
        if version.ends_after is not None:
            assert version.ends_basis == "OBSERVED"
            assert version.until is not None
            assert version.ends_after < version.until
    for earlier, later in itertools.pairwise(timeline):
        assert earlier.until is not None
        assert later.since is not None
        assert earlier.until <= later.since
