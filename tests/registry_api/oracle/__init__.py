"""A second answerer of the same contract, for comparison: whole tables in Python, dates compared in Python.

It shares `graphql/schema.graphql` with the product and nothing else (`test_answers_equal_the_oracle` holds it to that).
It is written to be read and believed, not to be fast.
"""
