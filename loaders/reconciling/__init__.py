"""Reconciling a file of any size: read and understood as a delivery is, answered by several processes, nothing written."""

from loaders.reconciling.bulk import Totals, reconcile_file

__all__ = ["Totals", "reconcile_file"]
