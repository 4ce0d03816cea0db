"""A small model for tests: two names and a year."""

from registries.crosswalk.weighing.model import Model, parse_model

WORDS = """
name = "small"
version = 1
columns = ["surname", "given", "year"]

[[key]]
name = "both names"
of = ["surname", "given"]
probes = [["given", "surname"]]
[[key]]
name = "surname and year"
of = ["surname", "year"]
[[key]]
name = "given name"
of = ["given"]
only_without = "year"

[[comparison]]
name = "surname"
level = [
  { name = "missing", when = "missing surname" },
  { name = "same", when = "same surname", m = 0.8, u = 0.01, frequency = "surname" },
  { name = "typing", when = "edited surname 1 and heads surname or similar surname 0.95", m = 0.1, u = 0.02 },
  { name = "differs", when = "else", m = 0.1, u = 0.97 },
]
[[comparison]]
name = "given"
level = [
  { name = "missing", when = "missing given" },
  { name = "same", when = "same given", m = 0.9, u = 0.02 },
  { name = "differs", when = "else", m = 0.1, u = 0.98 },
]
[[comparison]]
name = "year"
level = [
  { name = "missing", when = "missing year" },
  { name = "same", when = "same year", m = 0.95, u = 0.02 },
  { name = "near", when = "within year 1", m = 0.04, u = 0.04 },
  { name = "differs", when = "else", m = 0.01, u = 0.94 },
]

[thresholds]
join = 5.0
hold = 2.0
margin = 3.0
review = -3.0
expected = 0.9
most_of_a_key = 3
"""
SMALL: Model = parse_model(WORDS)
