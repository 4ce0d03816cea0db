"""A country kept as a plain list of facts: what its papers said, and what follows from those that count."""
