"""Clerks' judgements: which records are one person, which are two, and what waits to be judged."""

from collections.abc import Callable
from typing import Any

import click

from registries.command.database import engine_at_hand
from registries.command.output import JSON, WAITS_FOR_A_PERSON, say
from registries.crosswalk import judging, review
from registries.database import transaction


@click.group()
def judge() -> None:
    """Which records are one person. A record is named by its number, as `judge list` prints it, or as SOURCE/KEY."""


@judge.command("list")
@click.option("--most", type=click.IntRange(1, 10_000), default=100, show_default=True)
@JSON
def judge_list(most: int, as_json: bool) -> None:
    """Pairs that wait for a clerk, each with what agrees and what does not; never names or numbers of people."""
    with transaction(engine_at_hand()) as connection:
        for waiting in review.waiting(connection, most):
            if as_json:
                say(waiting.as_json())
                continue
            click.echo(f"{waiting.left.number} {waiting.left.source}  {waiting.right.number} {waiting.right.source}  "
                       f"{waiting.reason}")  # fmt: skip


def _words(act: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--why", required=True, help="the reason, kept with the judgement"),
        click.option("--by", required=True, help="who decides"),
        click.argument("other"),
        click.argument("one"),
    ):
        act = option(act)
    return act


TWO = click.option("--two-persons", is_flag=True, help="only counts when another clerk says the same")


def _decide(act: judging.Act, one: str, other: str, clerk: judging.Clerk) -> None:
    with transaction(engine_at_hand()) as connection:
        left, right = (judging.record_named(connection, name) for name in (one, other))
        concerned = act(connection, left, right, clerk)
        proposed = review.is_proposed(connection, left, right)
    if proposed:
        click.echo("proposed: waits for another clerk to say the same")
        raise SystemExit(WAITS_FOR_A_PERSON)
    click.echo(f"judged; {len(concerned)} {'person' if len(concerned) == 1 else 'persons'} concerned")


@judge.command("merge")
@_words
@TWO
def judge_merge(one: str, other: str, by: str, why: str, **two: Any) -> None:
    """ONE and OTHER speak of one person."""
    _decide(judging.merge, one, other, judging.Clerk(by, why, **two))


@judge.command("split")
@_words
@TWO
def judge_split(one: str, other: str, by: str, why: str, **two: Any) -> None:
    """ONE and OTHER speak of two persons, whatever the rules say."""
    _decide(judging.split, one, other, judging.Clerk(by, why, **two))


@judge.command("unmerge")
@_words
def judge_unmerge(one: str, other: str, by: str, why: str) -> None:
    """Take a clerk's merge of ONE and OTHER back, as if it had never been said."""
    _decide(judging.unmerge, one, other, judging.Clerk(by, why))


@judge.command("undecided")
@_words
def judge_undecided(one: str, other: str, by: str, why: str) -> None:
    """A clerk looked at ONE and OTHER and cannot tell."""
    _decide(judging.leave_undecided, one, other, judging.Clerk(by, why))
