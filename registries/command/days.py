"""Days and moments as words of the command."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

ALMATY = ZoneInfo("Asia/Almaty")


class Day(click.ParamType[date]):
    """A day: 2024-06-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail("write a day like 2024-06-01", param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment up to now: 2024-06-01T12:00:00+05:00; without its zone that of Almaty."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail("write a moment like 2024-06-01T12:00:00+05:00", param, ctx)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)
        if moment > datetime.now(ALMATY):
            self.fail("this lies in the future: leave it away to ask what is known now", param, ctx)
        return moment


def today() -> date:
    return datetime.now(ALMATY).date()


AS_OF = click.option(
    "--as-of", "day", type=Day(), default=today, show_default="today in Almaty", help="the day asked for"
)
KNOWN_AT = click.option("--known-at", type=Moment(), help="as believed at this moment [now]")
