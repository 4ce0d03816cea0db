"""The command `registries`: puts the groups of words of `registries.command` together, and tells every refusal.

Exit codes: 0 done; 1 refused, with the reason and the next step on standard error; 2 the command's words are off;
3 done, and something waits for a person (a held delivery, faults found by a check).
"""

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click
import psycopg2
from click.exceptions import NoSuchCommand
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from registries.errors import RegistryError

IDENTIFIER_DIGITS = 6
# Each word of the command, and the room in registries.command that holds it.
ROOMS = {
    "demo": "demo", "load": "load", "reapply": "load", "delivery": "delivery", "quarantine": "quarantine",
    "judge": "judge", "reconcile": "reconcile", "kato": "kato", "db": "db", "identifier": "identifier",
    "export": "export", "history": "history", "recode": "recode", "serve": "serve", "source": "source",
    "address": "address", "token": "consumer", "consumer": "consumer", "linkage": "linkage", "review": "review",
}  # fmt: skip


class Words(click.Group):
    """Opens a room when one of its words is given: a loader does not carry what writes Parquet or serves the API."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ROOMS:
            return None
        command: click.Command = getattr(import_module(f"registries.command.{ROOMS[cmd_name]}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            # click looks for a word that was meant among the commands it holds, and here it holds none.
            raise NoSuchCommand(error.command_name, possibilities=ROOMS, ctx=ctx) from None


@click.group(cls=Words, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """National registries: persons, legal entities, addresses, real estate.

    Without REGISTRIES_DATABASE_URL an embedded PostgreSQL 18 is started in REGISTRIES_DATA_DIR (.registries).
    """
    # Python keeps such bytes as lone surrogates, which no database, file or terminal takes.
    if any("\udc80" <= letter <= "\udcff" for word in sys.argv for letter in word):
        raise click.UsageError("a word of the command holds bytes that are not UTF-8: rename the file, or retype it")


def _veiled(message: str) -> str:
    """What click says repeats the words it was given: one that may be an identifier is not written into a log."""
    words = (part.lstrip("-") for word in sys.argv[1:] for part in word.split("=", 1))
    for word in sorted((w for w in words if len(re.findall(r"\d", w)) >= IDENTIFIER_DIGITS), key=len, reverse=True):
        message = message.replace(word, "…")
    return message


@contextmanager
def _told() -> Iterator[None]:
    """An expected refusal is a sentence and a next step, never a traceback."""
    try:
        yield
    except click.Abort:
        click.echo("Aborted!", err=True)
        sys.exit(1)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        click.echo(_veiled(shown.getvalue()), nl=False, err=True)
        sys.exit(error.exit_code)
    except RegistryError as error:
        click.echo(f"{error.code}: {error.message}", err=True)
        if error.next_step:
            click.echo(f"next: {error.next_step}", err=True)
        sys.exit(1)
    except ValidationError as error:
        for wrong in error.errors(include_input=False):
            name = "_".join(str(part) for part in wrong["loc"]).upper()
            click.echo(f"SETTINGS: REGISTRIES_{name}: {wrong['msg']}", err=True)
        click.echo("next: correct the environment, or unset it", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"FILE_ERROR: {error.strerror or type(error).__name__}: {error.filename or 'no name'}", err=True)
        click.echo("next: check the path and who may read or write there", err=True)
        sys.exit(1)
    except (SQLAlchemyError, psycopg2.Error) as error:
        # The server's own words may hold values of a row: only the kind of the error is told.
        click.echo(f"DATABASE_ERROR: {type(error).__name__}", err=True)
        click.echo("next: see that the database runs, and give the same command again: it goes on", err=True)
        sys.exit(1)


def main() -> None:
    with _told():
        # Not standalone: click would write its messages itself.
        sys.exit(cli.main(prog_name="registries", standalone_mode=False))


if __name__ == "__main__":
    main()
