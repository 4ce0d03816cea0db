"""The committed model of individuals: one configuration for one record and for millions."""

from functools import cache
from importlib import resources

from registries.crosswalk.match_rows import COLUMNS
from registries.crosswalk.names import NORMALISER_VERSION
from registries.crosswalk.weighing.blocking import Blocking
from registries.crosswalk.weighing.model import Model, ModelMistake, parse_model

FILE = "individual.toml"


@cache
def individual_model() -> Model:
    """Raises ModelMistake where the file belongs to other columns or to another normaliser than the code."""
    text = resources.files("registries.crosswalk").joinpath("models", FILE).read_text("utf-8")
    model = parse_model(text)
    if model.columns != COLUMNS or model.normaliser != NORMALISER_VERSION:
        raise ModelMistake(
            f"{FILE} is a model of other keys than this release makes", next_step="train it again for this normaliser"
        )
    return model


@cache
def individual_blocking() -> Blocking:
    """The keys under which people are kept and looked for."""
    return Blocking(individual_model())
