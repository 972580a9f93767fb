"""Commands for absence: planning one with who reads along, seeing what is planned, and ending it."""

from argparse import Namespace
from uuid import UUID

from bot.cli.office import Office, as_day, ask, find_professional
from domain.absence import Absence, AbsenceId
from domain.actors import Administrator
from domain.errors import NotFound
from domain.handing_on import handing_on
from domain.people import ProfessionalId
from usecases import absence
from usecases.ports import Unit

WHO = Administrator()


async def plan(office: Office, args: Namespace) -> None:
    """`kring absence plan`: from the first to the last day a colleague reads along."""
    who, instead = ask(args.professional, "cli.ask.professional"), ask(args.substitute, "cli.ask.substitute")
    first, last = as_day(ask(args.first, "cli.ask.first")), as_day(ask(args.last, "cli.ask.last"))
    async with office.archive.unit() as uow:
        made = await absence.record(
            uow,
            WHO,
            professional=(await find_professional(uow, who)).id,
            first=first,
            last=last,
            substitute=(await find_professional(uow, instead)).id,
        )
        everybody = await absence.see(uow, WHO)
        names = await _names(uow)
    office.say("cli.absence.planned")
    office.give(_told(office, made, everybody, names))


async def listing(office: Office, _args: Namespace) -> None:
    """`kring absence list`: present and coming ones, and who really reads along on each day."""
    async with office.archive.unit() as uow:
        everybody = await absence.see(uow, WHO)
        names = await _names(uow)
    if not everybody:
        office.say("cli.absence.none")
    office.give([_told(office, one, everybody, names) for one in everybody])


async def end(office: Office, args: Namespace) -> None:
    """`kring absence end`: by the number of the absence."""
    which = AbsenceId(_id(ask(args.absence, "cli.ask.absence")))
    async with office.archive.unit() as uow:
        if which not in {one.id for one in await absence.see(uow, WHO)}:
            raise NotFound(detail="absence")
        await absence.end(uow, WHO, absence_id=which)
    office.say("cli.absence.ended")
    office.give({"absence": str(which)})


async def _names(uow: Unit) -> dict[ProfessionalId, str]:
    return {one.id: one.name.reveal() for one in await uow.organisation.professionals()}


def _told(
    office: Office, one: Absence, everybody: tuple[Absence, ...], names: dict[ProfessionalId, str]
) -> dict[str, object]:
    office.say(
        "cli.absence.line", absence=one.id, name=names[one.professional], first=one.first, last=one.last
    )
    spans = handing_on(everybody, one)
    for span in spans:
        reader = names.get(span.reader, "-") if span.reader else "-"
        office.say("cli.absence.reader", first=span.first, last=span.last, name=reader)
    return {
        "absence": str(one.id),
        "professional": str(one.professional),
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "substitute": str(one.substitute),
        "readers": [
            {
                "first": span.first.isoformat(),
                "last": span.last.isoformat(),
                "professional": str(span.reader) if span.reader else None,
            }
            for span in spans
        ],
    }


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound(detail="absence") from None
