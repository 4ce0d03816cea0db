"""One operation, one SQL statement: a validated document is compiled once and answered by PostgreSQL's own JSON text.

Each field carries the rule that writes its part. Refusals follow from the counts that the statement returns; the
executor of the GraphQL library only answers what the schema is asked of itself.
"""
