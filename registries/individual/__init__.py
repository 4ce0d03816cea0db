"""Individuals: a permanent identity, and dated facts about it."""

from registries.individual.tables import (
    birth,
    citizenship,
    death,
    document,
    individual,
    name,
    residence,
    sex,
)

__all__ = ["birth", "citizenship", "death", "document", "individual", "name", "residence", "sex"]
