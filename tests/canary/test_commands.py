"""No foreign canary in what a command prints: every command there is, with the canaries of both families asked for."""

import asyncio
import contextlib
import io
from argparse import ArgumentParser

import pytest

from bot.cli import parser
from bot.cli.main import main
from domain import access
from domain.access import Scope
from domain.actions import Ground
from domain.actors import Actor
from tests.canary.grown import Grown
from tests.canary.rules import MANAGER_OF, OFFICE, PROFESSIONALS, Kind
from tests.canary.watching import Watch

in_the_loop = pytest.mark.asyncio(loop_scope="module")
HOLDS = access.holds
Words = tuple[str, ...]
PEOPLE_ASKED_FOR = ("a.mother", "a.young1", "a.net1", "b.father")

COMMANDS: dict[str, Words] = {
    "setup": ("--organisation", "Nog een", "--team", "Team"),
    "professional add": ("--name", "Nieuwe Collega", "--without-telegram"),
    "professional confirm": ("tulp", "molen"),
    "professional list": (),
    "professional enrol": ("--name", "{bram}"),
    "family add": ("--alias", "Zon", "--symbol", "🌞", "--case-manager", "{bram}"),
    "family list": (),
    "person add": ("--family", "🌙", "--name", "Nieuwe Buurman", "--role", "netwerklid"),
    "person confirm": ("tulp", "molen"),
    "person list": ("--family", "🌙"),
    "person flag": ("--family", "🌙", "--person", "leerkracht", "--flag", "gedeelde-telefoon"),
    "absence plan": (
        "--professional", "{bram}", "--first", "2026-12-07", "--last", "2026-12-07", "--substitute", "{carla}",
    ),
    "absence list": (),
    "absence end": ("--absence", "x"),
    "session end": ("--professional", "{carla}"),
    "invite": ("--family", "🌙", "--person", "leerkracht"),
    "summary": ("--family", "🌙"),
    "status": (),
    "crisis": ("--check", "{sentences}"),
}  # fmt: skip
"""Commands of whoever works on the server."""

AS_READER: dict[str, Words] = {
    "thread read": ("--person", "{person}", "--as", "{reader}"),
    "person key": ("--person", "{person}", "--as", "{reader}"),
    "person restore": ("--person", "{person}", "--as", "{reader}", "--spoken"),
    "digest": ("--professional", "{reader}"),
    "summary": ("--family", "⭐", "--as", "{reader}"),
}
"""Commands in the name of a professional, who is the one that sees what they print."""

SERVES = {"run"}
"""It answers nobody by itself: it is the bot, whose every call is looked through elsewhere."""


def _every_command(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What can be asked of `kring`, from the very function that makes each command."""
    found: set[str] = set()
    make = parser._command

    def noted(
        commands: parser.Subparsers, name: str, function: str | None, group: str = ""
    ) -> ArgumentParser:
        found.add(f"{group} {name}".strip())
        return make(commands, name, function, group)

    monkeypatch.setattr(parser, "_command", noted)
    parser.parse(["status"])
    return found


def test_every_command_is_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _every_command(monkeypatch) == set(COMMANDS) | set(AS_READER) | SERVES


@pytest.fixture
def office(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> Grown:
    """The settings of this Kring, as on its server."""
    for name, value in grown.environment.items():
        monkeypatch.setenv(name, value)
    return grown


async def run(watch: Watch, actor: str, *words: str) -> set[Kind]:
    """Run one command and look through what it prints; which kinds of canaries were in it."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        await asyncio.to_thread(main, words)
    raw = (said.getvalue() + complained.getvalue()).encode()
    assert raw
    return {canary.kind for canary in watch.look(actor, f"kring {' '.join(words[:2])}", raw)}


def filled(grown: Grown, words: Words, **more: str) -> Words:
    """The words of a command with names and ids in them."""
    names = {key: one.name.reveal() for key, one in grown.planted.cast.professionals.items()}
    return tuple(word.format(**names, **more) for word in words)


@in_the_loop
async def test_the_server_prints_nothing_of_what_was_said(office: Grown) -> None:
    watch = office.watched_anew()
    sentences = office.kring.files.folder / "sentences.txt"
    sentences.write_text("Dag\n", "utf-8")
    seen: set[Kind] = set()
    for name, words in COMMANDS.items():
        for how in ((), ("--json",)):
            given = filled(office, words, sentences=str(sentences))
            seen |= await run(watch, OFFICE, *name.split(), *given, *how)
    assert not watch.leaks, watch.told()
    assert seen == {Kind.COLLEAGUE, Kind.ALIAS, Kind.NAME, Kind.FIRST_NAME}


@in_the_loop
async def test_a_reader_reads_only_what_is_entrusted_to_them(office: Grown) -> None:
    watch = office.watched_anew()
    await read_everything(office, watch, PROFESSIONALS)
    assert not watch.leaks, watch.told()
    for reader in ("anna", "bram", "carla"):
        assert {Kind.SAID, Kind.ANSWERED, Kind.MOMENT} <= watch.kinds_seen(reader), reader


async def read_everything(grown: Grown, watch: Watch, readers: Words) -> None:
    """Every command of a reader, about somebody of each sort in both families."""
    people = grown.planted.cast.people
    for name, words in AS_READER.items():
        for reader in readers:
            for person in PEOPLE_ASKED_FOR if name == "thread read" else PEOPLE_ASKED_FOR[::3]:
                given = filled(
                    grown,
                    words,
                    person=str(people[person].id),
                    reader=grown.planted.cast.professionals[reader].name.reveal(),
                )
                await run(watch, reader, *name.split(), *given)


@in_the_loop
async def test_this_can_fail(office: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(ground: Ground, actor: Actor, scope: Scope) -> bool:
        return ground is Ground.ASSIGNED or HOLDS(ground, actor, scope)

    monkeypatch.setattr(access, "holds", loose)
    watch = office.watched_anew()
    await read_everything(office, watch, ("bram",))
    assert {leak.kind for leak in watch.leaks if MANAGER_OF[leak.owner[0]] == "anna"} >= {Kind.SAID}
