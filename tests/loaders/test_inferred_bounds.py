"""A bound that is inferred names its rule, and every rule is explained to analysts."""

import re
from pathlib import Path

from registries.address.atlas_sql import NAME_BEFORE_CLAUSE
from registries.crosswalk.act_claims import LIKE_ITS_WHOLE
from registries.crosswalk.survivorship import CUT

ROOT = Path(__file__).resolve().parents[2]


def test_every_rule_by_which_a_bound_is_inferred_stands_in_the_guide() -> None:
    mapped = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "loaders" / "sources").glob("*.toml"))
    rules = set(re.findall(r'inferred = "(\w+)"', mapped))
    assert "undated_address" in rules
    rules |= {basis.removeprefix("INFERRED:") for basis in (NAME_BEFORE_CLAUSE, LIKE_ITS_WHOLE, CUT)}
    guide = (ROOT / "docs" / "analyst.md").read_text(encoding="utf-8")
    assert {rule for rule in rules if f"`{rule}`" not in guide} == set()
