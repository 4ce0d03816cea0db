"""The days on which the departments hand in their files."""

from datetime import date
from typing import Final

FIRST_ROUND: Final = date(2026, 10, 1)
SECOND_ROUND: Final = date(2026, 11, 1)
# Facts of the month between the two deliveries lie strictly inside it.
MONTH_FIRST: Final = date(2026, 10, 3)
MONTH_LAST: Final = date(2026, 10, 29)
EARLIEST_BIRTH: Final = date(1936, 1, 1)
# Departments keep documents issued, and registrations still in force, since these days.
EARLIEST_CARD: Final = date(2006, 1, 1)
EARLIEST_FILE: Final = date(2005, 1, 1)
