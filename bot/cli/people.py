"""Commands that make the organisation, its professionals, families and people."""

from argparse import Namespace

from bot.cli.invitations import hand_over
from bot.cli.office import Office, ask, find_family, find_person, find_professional
from domain.actors import Administrator
from domain.linking import Recipient
from domain.people import Called, FlagKind, ProfessionalRole, Role
from domain.secret import Secret
from locales.catalogue import text
from usecases.families import add_family, add_person, lift_flag, set_flag
from usecases.linking import invite
from usecases.organisation import add_professional, set_up

WHO = Administrator()


async def setup(office: Office, args: Namespace) -> None:
    """`kring setup`: the organisation and its first team."""
    organisation = ask(args.organisation, "cli.ask.organisation")
    team = ask(args.team, "cli.ask.team")
    async with office.archive.unit() as uow:
        made = await set_up(uow, WHO, organisation=Secret(organisation), team=Secret(team))
    office.say("cli.setup.done")
    office.give({"team": str(made.id)})


async def professional_add(office: Office, args: Namespace) -> None:
    """`kring professional add`: a colleague, with an invitation unless they work without Telegram."""
    name = ask(args.name, "cli.ask.name")
    async with office.archive.unit() as uow:
        made = await add_professional(uow, WHO, name=Secret(name), role=ProfessionalRole(args.role))
        issued = None
        if not args.without_telegram:
            issued = await invite(uow, WHO, invitee=Recipient(professional=made.id))
    office.say("cli.professional.added")
    result: dict[str, object] = {"professional": str(made.id), "role": made.role.value}
    if issued is not None:
        result |= await hand_over(office, issued, args.qr)
    office.give(result)


async def professional_list(office: Office, _args: Namespace) -> None:
    """`kring professional list`."""
    async with office.archive.reading() as uow:
        everyone = await uow.organisation.professionals()
        rows: list[dict[str, object]] = []
        for p in everyone:
            linked = await uow.links.of(Recipient(professional=p.id)) is not None
            rows.append(
                {"professional": str(p.id), "name": p.name.reveal(), "role": p.role.value, "linked": linked}
            )
            role = text(f"cli.role.{p.role.value}", "nl")
            office.say("cli.row", one=str(p.id), two=p.name.reveal(), three=role)
    office.give(rows)


async def family_add(office: Office, args: Namespace) -> None:
    """`kring family add`: a family under a gezinsmanager, by alias and symbol."""
    alias = ask(args.alias, "cli.ask.alias")
    symbol = ask(args.symbol, "cli.ask.symbol")
    manager = ask(args.case_manager, "cli.ask.case_manager")
    async with office.archive.unit() as uow:
        professional = await find_professional(uow, manager)
        made = await add_family(uow, WHO, alias=alias, symbol=symbol, case_manager=professional.id)
    office.say("cli.family.added", family=f"{symbol} {alias}")
    office.give({"family": str(made.id), "alias": made.alias, "symbol": made.symbol})


async def family_list(office: Office, _args: Namespace) -> None:
    """`kring family list`."""
    async with office.archive.reading() as uow:
        families = await uow.families.families()
    for f in families:
        office.say("cli.row", one=f.symbol, two=f.alias, three=str(f.id))
    office.give([{"family": str(f.id), "alias": f.alias, "symbol": f.symbol} for f in families])


async def person_add(office: Office, args: Namespace) -> None:
    """`kring person add`: somebody in or around a family."""
    wanted = ask(args.family, "cli.ask.family")
    name = ask(args.name, "cli.ask.name")
    async with office.archive.unit() as uow:
        family = await find_family(uow, wanted)
        made = await add_person(
            uow,
            WHO,
            family=family.id,
            role=Role(args.role),
            name=Secret(name),
            called=Called(args.called) if args.called else None,
            has_authority=args.authority,
        )
        for flag in args.flag:
            await set_flag(uow, WHO, kind=FlagKind(flag), person=made.id)
    office.say("cli.person.added")
    office.give({"person": str(made.id), "family": str(family.id), "role": made.role.value})


async def person_list(office: Office, args: Namespace) -> None:
    """`kring person list --family …`."""
    wanted = ask(args.family, "cli.ask.family")
    rows: list[dict[str, object]] = []
    async with office.archive.reading() as uow:
        family = await find_family(uow, wanted)
        for p in await uow.families.people_of(family.id):
            linked = await uow.links.of(Recipient(person=p.id)) is not None
            rows.append(
                {"person": str(p.id), "role": p.role.value, "called": p.called.value, "linked": linked}
            )
            office.say(
                "cli.row", one=str(p.id), two=text(f"called.{p.called.value}", "nl"), three=p.name.reveal()
            )
    office.give(rows)


async def person_flag(office: Office, args: Namespace) -> None:
    """`kring person flag`: set or lift a flag of a person, or a no-contact flag between two."""
    wanted, who = ask(args.family, "cli.ask.family"), ask(args.person, "cli.ask.person")
    async with office.archive.unit() as uow:
        family = await find_family(uow, wanted)
        person = await find_person(uow, family, who)
        other = await find_person(uow, family, args.other) if args.other else None
        kind, other_id = FlagKind(args.flag), other.id if other else None
        if args.lift:
            await lift_flag(uow, WHO, kind=kind, person=person.id, other=other_id)
        else:
            await set_flag(uow, WHO, kind=kind, person=person.id, other=other_id)
    office.say("cli.flag.lifted" if args.lift else "cli.flag.set")
    office.give({"person": str(person.id), "flag": kind.value, "in_force": not args.lift})
