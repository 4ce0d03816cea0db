"""Worlds and operations made from one integer each."""
