"""The declared model as settings of Splink, and Splink's weights back into the model.

Splink executes the SQL of its settings: they are made here from the closed language of the model and never read from a
file. Only the numbers of a model that Splink trained are taken back. Needs no Splink itself; it is the extra `linkage`.
"""

from collections.abc import Mapping
from typing import Any

from registries.crosswalk.weighing.model import BlockingKey, Level, Model

UNIQUE_ID = "unique_id"


def splink_settings(model: Model, *, prior: float, link_type: str = "link_only") -> dict[str, Any]:
    """Settings for the DuckDB backend. `prior`: the probability that two records taken at random are the same.

    Records are columns of the model's names and `unique_id`; shares of values are to be registered as term frequencies.
    """
    return {
        "link_type": link_type,
        "sql_dialect": "duckdb",
        "unique_id_column_name": UNIQUE_ID,
        "probability_two_random_records_match": prior,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": _blocking_rule(key), "sql_dialect": "duckdb"} for key in model.keys
        ],
        "comparisons": [
            {"output_column_name": c.name, "comparison_levels": [_level(level) for level in c.levels]}
            for c in model.comparisons
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def with_splink_weights(model: Model, saved: Mapping[str, Any]) -> Model:
    """`model` with the m and u of a model that Splink saved; levels it never saw keep theirs."""
    found = {c["output_column_name"]: c["comparison_levels"] for c in saved["comparisons"]}
    weights = {
        c.name: [
            (float(theirs.get("m_probability", ours.m)), float(theirs.get("u_probability", ours.u)))
            for ours, theirs in zip(c.levels, found[c.name], strict=True)
        ]
        for c in model.comparisons
        if c.name in found
    }
    return model.with_levels(weights)


def _level(level: Level) -> dict[str, Any]:
    words: dict[str, Any] = {"label_for_charts": level.name, "sql_condition": _condition(level)}
    if level.missing:
        return words | {"is_null_level": True}
    words |= {"m_probability": level.m, "u_probability": level.u}
    if level.frequency is not None:
        # The share replaces the u of this very level, whatever other levels ask of the column.
        words |= {
            "tf_adjustment_column": level.frequency,
            "tf_adjustment_weight": 1.0,
            "disable_tf_exact_match_detection": True,
        }
    return words


def _condition(level: Level) -> str:
    if level.when is None:
        return "ELSE"
    return " OR ".join(f"({' AND '.join(predicate.sql() for predicate in part)})" for part in level.when)


def _blocking_rule(key: BlockingKey) -> str:
    parts = [f'l."{column}" = r."{column}"' for column in key.of]
    if key.only_without is not None:
        parts.append(f'(l."{key.only_without}" IS NULL OR r."{key.only_without}" IS NULL)')
    return " AND ".join(parts)
