"""One operation, one SQL statement: a validated document is compiled once and answered by PostgreSQL's own JSON text.

What has no rule here (see `rules`) takes strawberry's ordinary executor, and so does every answer that is no plain
success: a number nobody bears, an ambiguous one, a moment in the future. The compiled way has one outcome, the data.
"""
