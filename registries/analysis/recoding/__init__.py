"""Codes of one day said as of another: every one mapped, split, merged, or unmapped with the reason."""
