"""Writing learnt weights into the file of a model: the m and u of every level, and nothing else of the file."""

import re

from registries.crosswalk.weighing.model import Level, Model, ModelMistake, parse_model

_NUMBER = r"[0-9.eE+-]+"
DIGITS = 6


def with_weights(text: str, model: Model) -> str:
    """The text of a model's file with the weights of `model`; comments, keys and thresholds stay as they are.

    Raises ModelMistake where a level is not written as the files of this project write it: on one line, m before u.
    """
    for comparison in model.comparisons:
        begin = text.find(f'name = "{comparison.name}"\nlevel')
        end = text.find("\n]\n", begin)
        part = text[begin:end]
        for level in comparison.levels:
            if not level.missing:
                part = _replaced(part, level)
        text = text[:begin] + part + text[end:]
    parse_model(text)
    return text


def _replaced(part: str, level: Level) -> str:
    line = re.compile(rf'(\{{ name = "{level.name}",.*m = ){_NUMBER}(, u = ){_NUMBER}')
    written, count = line.subn(lambda found: f"{found[1]}{_short(level.m)}{found[2]}{_short(level.u)}", part)
    if count != 1:
        raise ModelMistake(f"level {level.name} is not written on one line", next_step="write it as the others")
    return written


def _short(probability: float) -> str:
    """Few digits, and never an integer."""
    text = format(probability, f".{DIGITS}g")
    return text if "." in text or "e" in text else f"{text}.0"
