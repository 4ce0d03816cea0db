"""Reconcile: whom a record of a department speaks of, with the reason; one record or a set, and nothing is written.

The order of what decides: a number that one demographic field confirms; a clerk's judgement on the record; the weight of
what is said, with a margin (`cascade`). What nobody was matched for says the nearest change that would match.
"""

from registries.crosswalk.reconcile.answer import Candidate, CounterExample, Outcome, Reason, Reconciled
from registries.crosswalk.reconcile.reconciling import reconcile
from registries.crosswalk.reconcile.record import Asked, NothingToGoBy, RecordRefused, asked_of

__all__ = [
    "Asked",
    "Candidate",
    "CounterExample",
    "NothingToGoBy",
    "Outcome",
    "Reason",
    "Reconciled",
    "RecordRefused",
    "asked_of",
    "reconcile",
]
