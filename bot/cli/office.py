"""What every command needs: the opened archive, who is meant, and a place to print."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

from bot.clock import clock_of
from bot.settings import Settings
from bot.wiring import archive_of
from domain.actors import CaseManager, Colleague, TeamLeader, colleague
from domain.errors import NotFound, Refusal, Unsuitable
from domain.names import same_symbol
from domain.people import Family, Person, Professional
from locales.catalogue import text
from storage.archive import Archive
from usecases.ports import Unit

Json = dict[str, object] | list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Office:
    """The archive and the settings a command works with; ``as_json`` is for scripts."""

    archive: Archive
    settings: Settings
    as_json: bool

    def say(self, key: str, **values: object) -> None:
        """Print one Dutch sentence, unless a script is listening."""
        if not self.as_json:
            sys.stdout.write(text(key, "nl", **values) + "\n")

    def give(self, result: Json) -> None:
        """Print the result for a script."""
        if self.as_json:
            sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")


@asynccontextmanager
async def office(settings: Settings, *, as_json: bool, make_key: bool) -> AsyncIterator[Office]:
    """Open the archive for one command; setting up also makes the master key, if there is none yet."""
    async with archive_of(settings, clock_of(settings), writer="cli", make_key=make_key) as archive:
        yield Office(archive, settings, as_json)


def ask(value: str | None, key: str) -> str:
    """The given value, or what somebody types at a Dutch prompt.

    Raises:
        Refusal: nobody is there to answer.
    """
    if value is not None:
        return value.strip()
    try:
        # On standard error, so that a script that reads the answer never meets a question in it.
        sys.stderr.write(text(key, "nl") + " ")
        sys.stderr.flush()
        typed = input().strip()
    except EOFError:
        raise MissingAnswer from None
    if not typed:
        raise MissingAnswer
    return typed


class MissingAnswer(Refusal):
    """A prompt got no answer."""

    code = "cli.missing_answer"


async def find_professional(uow: Unit, which: str) -> Professional:
    """A professional by id, or by full or first name when only one has it.

    Raises:
        NotFound: none, or more than one.
    """
    everyone = await uow.organisation.professionals()
    wanted = which.strip().casefold()
    exact = [p for p in everyone if wanted in (str(p.id), p.name.reveal().casefold())]
    first = [p for p in everyone if p.name.reveal().casefold().split()[:1] == [wanted]]
    found = exact or first
    if len(found) != 1:
        raise NotFound(detail="professional")
    return found[0]


async def find_colleague(uow: Unit, which: str | None) -> Colleague:
    """The professional who is acting; without a name, the only one there is."""
    everyone = await uow.organisation.professionals()
    if which is None and len(everyone) == 1:
        return colleague(everyone[0])
    if which is None:
        raise MissingAnswer
    return colleague(await find_professional(uow, which))


async def find_case_manager(uow: Unit, which: str | None) -> CaseManager:
    """The gezinsmanager who is acting.

    Raises:
        NotFound: a team leader has no families of their own.
    """
    who = await find_colleague(uow, which)
    match who:
        case CaseManager():
            return who
        case TeamLeader():
            raise NotFound(detail="case_manager")


async def find_family(uow: Unit, which: str) -> Family:
    """A family by symbol, alias or id.

    Raises:
        NotFound: there is none.
    """
    wanted = which.strip().casefold()
    for family in await uow.families.families():
        if same_symbol(family.symbol, wanted) or wanted in (family.alias.casefold(), str(family.id)):
            return family
    raise NotFound(detail="family")


async def find_person(uow: Unit, family: Family | None, which: str) -> Person:
    """A person by id; within a family also by everyday word, role or name when only one fits.

    Raises:
        NotFound: none, or more than one.
    """
    wanted = which.strip().casefold()
    families = (family,) if family is not None else await uow.families.families()
    found: list[Person] = []
    for household in families:
        for person in await uow.families.people_of(household.id):
            labels = {str(person.id), person.id.hex}
            if family is not None:
                called = text(f"called.{person.called.value}", "nl").casefold()
                labels |= {called, person.called.value, person.role.value, person.name.reveal().casefold()}
            if wanted in labels:
                found.append(person)
    if len(found) != 1:
        raise NotFound(detail="person")
    return found[0]


def as_day(typed: str) -> date:
    """A day as 2026-11-30.

    Raises:
        Unsuitable: it is none.
    """
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Unsuitable(detail="day") from None
