"""Planting: an organisation, two families and everybody around them, each field holding a word of its own."""

import string
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.clock import parse_instant
from domain.actors import CaseManager, Parent, YoungPerson
from domain.appointments import AppointmentId
from domain.appointments import Kind as Meeting
from domain.drafts import DraftChange
from domain.linking import Link, LinkId, Recipient
from domain.people import Called, FlagKind, ProfessionalRole, Role
from domain.secret import Secret
from handlers.house import account_of
from storage.vault import make_master_key
from tests.canary.rules import LEADER, MANAGER_OF, PEOPLE, PROFESSIONALS, SEATS, STRANGER, Canary, Kind
from tests.canary.watching import ALIAS_MARK, MARK
from tests.support.cast import ADMINISTRATOR, START, Cast, Files, open_files
from tests.support.world import KringUnderTest
from usecases import absence, answers, attendance, keyrings, linking, planning
from usecases.answers import Answer
from usecases.families import add_family, add_person, set_flag
from usecases.organisation import add_professional, set_up
from usecases.ports import Unit

AWAY = date(2026, 11, 24)
"""The day on which Anna is away and Carla reads along for family a."""

APART = {"a.mother", "a.father"}
"""Who may have no contact with each other."""

SYMBOLS = {"a": "⭐", "b": "🌙"}
CALLED = {
    "mother": (Role.PARENT, Called.MOTHER), "father": (Role.PARENT, Called.FATHER),
    "young1": (Role.YOUNG_PERSON, Called.YOUNG_PERSON), "young2": (Role.YOUNG_PERSON, Called.YOUNG_PERSON),
    "net1": (Role.NETWORK_MEMBER, Called.GRANDMOTHER), "net2": (Role.NETWORK_MEMBER, Called.NEIGHBOUR),
    "net3": (Role.NETWORK_MEMBER, Called.TEACHER),
}  # fmt: skip
TALKERS = tuple(key for key in PEOPLE if ".net" not in key)
USERS = {key: 7_700_000_100 + n for n, key in enumerate((*PEOPLE, *PROFESSIONALS, STRANGER))}
TIMES = tuple(
    f"{hour}.{minute:02}" for hour in (13, 14, 16) for minute in (7, 11, 13, 17, 19, 22, 26, 29, 34, 38)
)


@dataclass
class Planted:
    """Who is who, and every word that was planted.

    ``keys`` are secrets that were shown once; ``meetings`` the first appointment of each person.
    """

    cast: Cast
    canaries: list[Canary] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    meetings: dict[str, AppointmentId] = field(default_factory=dict)
    telegram_names: dict[str, str] = field(default_factory=dict)
    moments: list[str] = field(default_factory=lambda: list(TIMES))

    def copied(self) -> "Planted":
        """The same words, to plant more beside them."""
        return replace(self, canaries=[*self.canaries], keys=[*self.keys], moments=[*self.moments])

    def word(self, kind: Kind, owner: str, **more: object) -> str:
        """A fresh word for this field of this owner; ``family`` when it cannot be read from the owner."""
        number, letters = len(self.canaries), ""
        for _ in range(6):
            number, rest = divmod(number, 26)
            letters = string.ascii_lowercase[rest] + letters
        mark = ALIAS_MARK if kind is Kind.ALIAS else MARK
        return self._planted(f"{mark}{letters}", kind, owner, **more)

    def name(self, kind: Kind, owner: str) -> str:
        """A first and a last name."""
        return f"{self.word(kind, owner).capitalize()} {self.word(kind, owner).capitalize()}"

    def moment(self, kind: Kind, owner: str, **more: object) -> str:
        """A time of the day that nothing else has."""
        return self._planted(self.moments.pop(), kind, owner, **more)

    def number(self, owner: str, **more: object) -> str:
        """A telephone number."""
        return self._planted(f"0655{len(self.canaries):06}", Kind.NUMBER, owner, **more)

    def _planted(self, text: str, kind: Kind, owner: str, **more: object) -> str:
        people = more.get("people", ())
        assert isinstance(people, tuple)
        family = str(more.get("family") or (owner.partition(".")[0] if "." in owner else ""))
        author = str(more.get("author", ""))
        self.canaries.append(Canary(text, kind, owner, family, frozenset(people), author))
        return text

    def known_to(self, key: str) -> tuple[str, ...]:
        """Who of the family itself may know of this person: parents and young people, except who is kept apart."""
        family = key.partition(".")[0]
        talkers = (one for one in TALKERS if one.startswith(f"{family}.") and one != key)
        return tuple(one for one in talkers if {one, key} != APART)

    def manager(self, family: str) -> CaseManager:
        """The gezinsmanager of a family as an acting type."""
        return self.case_manager(MANAGER_OF[family])

    def case_manager(self, key: str) -> CaseManager:
        """A gezinsmanager as an acting type."""
        who = self.cast.actor(key)
        assert isinstance(who, CaseManager)
        return who

    def talker(self, key: str) -> Parent | YoungPerson:
        """Somebody with a conversation as an acting type."""
        who = self.cast.participant(key)
        assert isinstance(who, Parent | YoungPerson)
        return who


async def found(files: Files) -> Planted:
    """The organisation and everybody in it, linked and consenting, a week before anything happens."""
    planted = Planted(Cast())
    make_master_key(files.master)
    archive = await open_files(files, lambda: START - timedelta(days=7))
    try:
        async with archive.unit() as uow:
            words = {
                "organisation": Secret(planted.name(Kind.ORGANISATION, "organisation")),
                "team": Secret(planted.name(Kind.TEAM, "team")),
            }
            await set_up(uow, ADMINISTRATOR, **words)
            for key in PROFESSIONALS:
                role = ProfessionalRole.TEAM_LEADER if key == LEADER else ProfessionalRole.CASE_MANAGER
                name = Secret(planted.name(Kind.COLLEAGUE, key))
                planted.cast.professionals[key] = await add_professional(
                    uow, ADMINISTRATOR, name=name, role=role
                )
            for family in MANAGER_OF:
                await _found_family(uow, planted, family)
            for key in (*PEOPLE, *PROFESSIONALS):
                await _link(uow, planted, key)
    finally:
        await archive.close()
    return planted


async def _found_family(uow: Unit, planted: Planted, family: str) -> None:
    cast = planted.cast
    cast.families[family] = await add_family(
        uow,
        ADMINISTRATOR,
        alias=planted.word(Kind.ALIAS, family, family=family).capitalize(),
        symbol=SYMBOLS[family],
        case_manager=cast.professionals[MANAGER_OF[family]].id,
    )
    for seat in SEATS:
        role, called = CALLED[seat]
        key = f"{family}.{seat}"
        cast.people[key] = await add_person(
            uow,
            ADMINISTRATOR,
            family=cast.families[family].id,
            role=role,
            name=_full_name(planted, key),
            called=called,
            has_authority=role is Role.PARENT,
        )


def _full_name(planted: Planted, key: str) -> Secret:
    first = planted.word(Kind.FIRST_NAME, key, people=planted.known_to(key))
    return Secret(f"{first.capitalize()} {planted.word(Kind.NAME, key).capitalize()}")


async def _link(uow: Unit, planted: Planted, key: str) -> None:
    planted._planted(str(USERS[key]), Kind.ACCOUNT, key)
    await uow.links.add(
        Link(
            id=LinkId(uow.new_id()),
            holder=planted.cast.recipient(key),
            account=account_of(uow, USERS[key]),
            chat=Secret(str(USERS[key])),
            linked_at=uow.now,
            consented_at=uow.now,
        )
    )


async def keep_apart(kring: KringUnderTest, planted: Planted) -> None:
    """The parents of family a have no contact; the mother of family b has a secret address."""
    people = planted.cast.people
    async with kring.unit() as uow:
        await set_flag(
            uow,
            ADMINISTRATOR,
            kind=FlagKind.NO_CONTACT,
            person=people["a.mother"].id,
            other=people["a.father"].id,
        )
        await set_flag(uow, ADMINISTRATOR, kind=FlagKind.SECRET_ADDRESS, person=people["b.mother"].id)


async def meet(kring: KringUnderTest, planted: Planted) -> None:
    """An appointment for everybody by themselves, and one for parents and a young person together."""
    for key in PEOPLE:
        await _plan(kring, planted, (key,))
    joint = {
        family: await _plan(
            kring, planted, tuple(f"{family}.{seat}" for seat in ("mother", "father", "young1"))
        )
        for family in MANAGER_OF
    }
    # Nobody hears of an appointment in its first ten minutes; who is kept apart hears at a moment of their own.
    await kring.move_to("2026-11-23 10:00")
    for family, made in joint.items():
        await _propose(kring, planted, f"{family}.father", made)


async def draft(kring: KringUnderTest, planted: Planted) -> None:
    """Each gezinsmanager has begun an appointment that nobody has heard of."""
    for family, author in MANAGER_OF.items():
        async with kring.unit() as uow:
            await _drafted(uow, planted, author, family)


async def _plan(kring: KringUnderTest, planted: Planted, keys: tuple[str, ...]) -> tuple[AppointmentId, ...]:
    family, owner = keys[0].partition(".")[0], keys[0]
    place = Kind.HIDDEN_PLACE if family == "b" else Kind.PLACE
    at = planted.moment(Kind.MOMENT, owner, people=keys)
    change = DraftChange(
        place=Secret(f"{planted.word(place, owner, people=keys).capitalize()} 12"),
        number=Secret(planted.number(owner, people=keys)),
    )
    async with kring.unit() as uow:
        who = planted.manager(family)
        drafted = await planning.start_draft(
            uow,
            who,
            family=planted.cast.families[family].id,
            kind=Meeting.HOME_VISIT,
            starts_at=_instant(f"2026-11-27 {at}"),
        )
        draft = drafted.draft
        for person in (planted.cast.people[key].id for key in keys):
            await planning.change_draft(uow, who, draft_id=draft.id, change=DraftChange(toggle=person))
        await planning.change_draft(uow, who, draft_id=draft.id, change=change)
        made = await planning.confirm_draft(uow, who, draft_id=draft.id)
    planted.meetings.setdefault(owner, made.appointments[0].id)
    return tuple(one.id for one in made.appointments)


async def _propose(
    kring: KringUnderTest, planted: Planted, key: str, made: tuple[AppointmentId, ...]
) -> None:
    """Somebody asks for another time; whoever comes along never hears of it."""
    who = planted.cast.participant(key)
    async with kring.unit() as uow:
        own = {one.id: one for one in await attendance.agenda(uow, who)}
        appointment = next(own[which] for which in made if which in own)
        await attendance.propose(
            uow,
            who,
            appointment_id=appointment.id,
            version=appointment.sequence,
            moment=_instant(f"2026-11-28 {planted.moment(Kind.PROPOSAL, key)}"),
        )


async def _drafted(uow: Unit, planted: Planted, author: str, family: str) -> None:
    who = planted.case_manager(author)
    made = await planning.start_draft(uow, who, family=planted.cast.families[family].id)
    for change in (
        DraftChange(place=Secret(planted.word(Kind.DRAFT, family, family=family, author=author))),
        DraftChange(number=Secret(planted.word(Kind.DRAFT, family, family=family, author=author))),
    ):
        await planning.change_draft(uow, who, draft_id=made.draft.id, change=change)


async def answer(kring: KringUnderTest, planted: Planted) -> None:
    """Everybody with a conversation has an answer, another that was taken back unheard, and one begun."""
    for key in TALKERS:
        family = key.partition(".")[0]
        who, person = planted.manager(family), planted.cast.people[key].id
        author = MANAGER_OF[family]
        async with kring.unit() as uow:
            said = Answer(uow.new_token(), Secret(planted.word(Kind.ANSWERED, key)), sure=True)
            await answers.answer(uow, who, person=person, said=said)
            back = Answer(uow.new_token(), Secret(planted.word(Kind.TAKEN_BACK, key)), sure=True)
            message = await answers.answer(uow, who, person=person, said=back)
            await answers.withdraw(uow, who, message_id=message.id)
            begun = Secret(planted.word(Kind.OFFICE_UNSENT, key, author=author))
            await answers.keep_unsent(uow, who, person=person, body=begun)


async def leave(kring: KringUnderTest, planted: Planted) -> None:
    """Anna is away for a day; Carla reads along."""
    professionals = planted.cast.professionals
    async with kring.unit() as uow:
        await absence.record(
            uow,
            planted.case_manager("anna"),
            professional=professionals["anna"].id,
            first=AWAY,
            last=AWAY,
            substitute=professionals["carla"].id,
        )


async def hand_over(kring: KringUnderTest, planted: Planted) -> None:
    """Links and invitations that were handed over on paper: nobody reads them again in anything that Kring says."""
    for family in MANAGER_OF:
        who = planted.manager(family)
        async with kring.unit() as uow:
            given = await keyrings.give_link(uow, who, person=planted.cast.people[f"{family}.mother"].id)
            father = Recipient(person=planted.cast.people[f"{family}.father"].id)
            issued = await linking.invite(uow, who, invitee=father)
            planted.keys += [given.key.reveal(), issued.token.reveal()]


def _instant(typed: str) -> datetime:
    return parse_instant(typed.replace(".", ":"))
