"""Commands for the window: a one-time link for a colleague, a personal link and code for a family, sessions ended."""

import sys
from argparse import Namespace
from datetime import timedelta

import segno

from bot.cli.office import Office, ask, find_case_manager, find_family, find_person, find_professional
from bot.settings import StartRefused
from domain.actors import Administrator
from domain.errors import Refusal
from domain.keyrings import CODE_LIVES
from domain.passkeys import ENROLMENT_LIVES
from domain.people import Person
from usecases.keyrings import give_link
from usecases.keyrings import restore as restore_pin
from usecases.passkeys import enrol
from usecases.ports import Unit
from usecases.sessions import end_all
from web.addresses import DESK_BEGIN, KEY

WHO = Administrator()
HOUR = timedelta(hours=1)
HOURS_OF_CODE, HOURS_OF_ENROLMENT = CODE_LIVES // HOUR, ENROLMENT_LIVES // HOUR


class NotSpoken(Refusal):
    """Nobody said that they met or called the person."""

    code = "cli.window.not_spoken"


async def professional_enrol(office: Office, args: Namespace) -> None:
    """`kring professional enrol`: a one-time link to make a passkey with; earlier ones stop working."""
    name, window = ask(args.name, "cli.ask.name"), _window(office)
    async with office.archive.unit() as uow:
        professional = await find_professional(uow, name)
        token = await enrol(uow, WHO, professional=professional.id)
    # Behind the sign it is never sent along by a browser, so it stands in no log.
    link = f"{window}{DESK_BEGIN}#{token.reveal()}"
    office.say("cli.window.enrol", link=link)
    office.give({"professional": str(professional.id), "link": link, "valid_hours": HOURS_OF_ENROLMENT})


async def session_end(office: Office, args: Namespace) -> None:
    """`kring session end`: every window that a colleague has open closes."""
    name = ask(args.professional, "cli.ask.name")
    async with office.archive.unit() as uow:
        professional = await find_professional(uow, name)
        await end_all(uow, WHO, professional=professional.id)
    office.say("cli.window.ended")
    office.give({"professional": str(professional.id), "ended": True})


async def person_key(office: Office, args: Namespace) -> None:
    """`kring person key`: a personal link for a letter, and the code that is told by voice."""
    wanted, acting = ask(args.person, "cli.ask.person"), ask(args.acting, "cli.ask.case_manager")
    window = _window(office)
    async with office.archive.unit() as uow:
        who = await find_case_manager(uow, acting)
        person = await _person(uow, args, wanted)
        given = await give_link(uow, who, person=person.id)
    link, code = f"{window}{KEY}#{given.key.reveal()}", given.code.reveal()
    if not office.as_json:
        office.say("cli.window.key", link=link)
        segno.make(link, error="m").terminal(out=sys.stdout, compact=True)
        office.say("cli.invite.code", code=code)
    office.give({"person": str(person.id), "link": link, "code": code, "valid_hours": HOURS_OF_CODE})


async def person_restore(office: Office, args: Namespace) -> None:
    """`kring person restore`: a code with which somebody chooses a new PIN, after meeting or calling them."""
    wanted, acting = ask(args.person, "cli.ask.person"), ask(args.acting, "cli.ask.case_manager")
    if not args.spoken:
        raise NotSpoken
    async with office.archive.unit() as uow:
        who = await find_case_manager(uow, acting)
        person = await _person(uow, args, wanted)
        code = await restore_pin(uow, who, person=person.id, spoken=args.spoken)
    office.say("cli.invite.code", code=code.reveal())
    office.give({"person": str(person.id), "code": code.reveal(), "valid_hours": HOURS_OF_CODE})


async def _person(uow: Unit, args: Namespace, wanted: str) -> Person:
    family = await find_family(uow, args.family) if args.family else None
    return await find_person(uow, family, wanted)


def _window(office: Office) -> str:
    """Where the window stands.

    Raises:
        StartRefused: there is none.
    """
    if not office.settings.window_url:
        raise StartRefused("start.missing", setting="KRING_WINDOW_URL")
    return office.settings.window_url.rstrip("/")
