"""A dialogue that nobody wrote: what people, professionals and the clock may do, as a seed decides."""

import contextlib
import random
import string
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.clock import parse_instant
from demo.control import find_button
from demo.phone import Phone
from domain.actors import CaseManager, Clockwork, Parent, YoungPerson
from domain.calendar import local
from domain.checkins import OWN_QUESTIONS
from domain.errors import Refusal
from domain.people import FlagKind
from domain.rounds import monday_of
from domain.secret import Secret
from domain.threads import Message
from tests.storage.file_samples import document
from tests.support.cast import ADMINISTRATOR
from tests.support.plans import plan_visit
from tests.support.plans_made import TWO_GOALS, establish_in
from tests.support.world import KringUnderTest
from usecases import absence, answers, checkins, families, hiding, rounds, threads
from usecases.answers import Answer
from usecases.threads import Written

PRIVATE = "kanariepriv"
TALKERS, FAMILY = ("fatima", "jan", "noor", "lotte"), ("fatima", "jan", "noor", "wil", "lotte")
ASKED = ("fatima", "noor")
DESK = ("sanne", "mehmet")
MANAGER_OF = {"fatima": "sanne", "jan": "sanne", "noor": "sanne", "wil": "sanne", "lotte": "mehmet"}
EVERYBODY = (*FAMILY, *DESK, "ria", "stranger")
SAYINGS = (
    "ik moet u iets vertellen: {}", "{}", "hij heeft {} geslagen", "ik wil niet meer leven {}", "nood {}",
    "afspraken {}", "morgen 10 uur {}", "/help {}", "/afspraken {}", "/stop {}", "/onbekend {}",
    "/nood {}", "/start {}", "/doelen {}", "123456 {}", "@iemand {} https://{}.example", "mijn bsn is 111222333 {}",
    "<b>{}</b> {} \u202e", "{}\n" * 40,
)  # fmt: skip
LINES = (
    "⭐ donderdag half drie huisbezoek {}", "/afspraak ⭐ vrijdag 10 uur {}", "20 minuten later {}", "{}",
    "/bevestig {} {}", "/lijst {}", "Straatweg {} 12",
)  # fmt: skip


@dataclass
class Dialogue:
    """What goes on, step by step; ``spoken`` are the words that may be in no chat afterwards."""

    kring: KringUnderTest
    chance: random.Random
    spoken: list[str] = field(default_factory=list)
    answered: list[tuple[str, Message]] = field(default_factory=list)

    def word(self) -> str:
        """A fresh word of the consulting room."""
        self.spoken.append(PRIVATE + "".join(self.chance.choices(string.ascii_lowercase, k=8)))
        return self.spoken[-1]

    def one_of(self, *keys: str) -> str:
        """Somebody."""
        return self.chance.choice(keys)

    def phone(self, key: str) -> Phone:
        """Their telephone."""
        found = getattr(self.kring, key)
        assert isinstance(found, Phone)
        return found

    def case_manager(self, key: str) -> CaseManager:
        """A gezinsmanager as an acting type."""
        who = self.kring.cast.actor(key)
        assert isinstance(who, CaseManager)
        return who

    def talker(self, key: str) -> Parent | YoungPerson:
        """Somebody with a conversation as an acting type."""
        who = self.kring.cast.participant(key)
        assert isinstance(who, Parent | YoungPerson)
        return who

    async def goes(self, steps: int) -> None:
        """A plan, and so many steps; then every doorbell has rung and everything that is to be wiped has been."""
        await is_agreed(self)
        for _ in range(steps):
            step = self.chance.choices(list(STEPS), list(STEPS.values()))[0]
            # What cannot be done now is part of life: the conversation was closed, the colleague is away already.
            with contextlib.suppress(Refusal, StopIteration):
                await step(self)
        await self.kring.idle()
        await self.moves(timedelta(hours=2))
        await self.moves(timedelta(minutes=1))

    async def moves(self, by: timedelta) -> None:
        """The clock goes on."""
        await self.kring.move_to(local(self.kring.now + by).strftime("%Y-%m-%d %H:%M"))


async def types(it: Dialogue) -> None:
    """A text, and perhaps a change of it before it was read, or after."""
    phone = it.phone(it.one_of(*FAMILY, "stranger"))
    posted = await phone.says(_filled(it, it.chance.choice(SAYINGS)))
    if it.chance.random() < 0.4:
        if it.chance.random() < 0.5:
            await it.kring.idle()
        with contextlib.suppress(LookupError):
            await phone.edits(posted, f"nee: {it.word()}")


async def sends(it: Dialogue) -> None:
    """A voice message, a photo with words beside it, a document with a telling name, or a card."""
    phone = it.phone(it.one_of(*FAMILY, *DESK, "stranger"))
    match it.chance.randrange(5):
        case 0:
            await phone.sends_voice(f"OggS{it.word()}".encode())
        case 1:
            await phone.sends_photo(caption=f"kijk {it.word()}")
        case 2:
            await phone.sends_document(document(content=it.word().encode()), f"{it.word()}.pdf")
        case 3:
            await phone.sends_contact()
        case _:
            await phone.sends_sticker()


async def types_at_work(it: Dialogue) -> None:
    """A line of a professional, who may type more than they should."""
    phone = it.phone(it.one_of(*DESK, "ria"))
    posted = await phone.says(_filled(it, it.chance.choice(LINES)))
    if it.chance.random() < 0.3:
        with contextlib.suppress(LookupError):
            await phone.edits(posted, f"en {it.word()}")


async def taps(it: Dialogue) -> None:
    """Any button on somebody's screen."""
    phone = it.phone(it.one_of(*EVERYBODY))
    await it.kring.idle()
    labels = [
        button["text"]
        for posted in phone.messages()
        for button in posted.buttons
        if "callback_data" in button
    ]
    if labels:
        label = it.chance.choice(labels)
        assert find_button(phone.chat, label, None)
        await phone.taps(label)


async def writes(it: Dialogue) -> None:
    """Somebody writes in the window."""
    who = it.talker(it.one_of(*TALKERS))
    async with it.kring.unit() as uow:
        alarming = it.chance.random() < 0.2
        await threads.write(uow, who, written=Written(uow.new_token(), Secret(it.word()), alarming=alarming))


async def begins(it: Dialogue) -> None:
    """Somebody begins to answer, and leaves it."""
    key = it.one_of(*TALKERS)
    async with it.kring.unit() as uow:
        who, person = it.case_manager(MANAGER_OF[key]), it.kring.cast.people[key].id
        await answers.keep_unsent(uow, who, person=person, body=Secret(it.word()))


async def is_answered(it: Dialogue) -> None:
    """An answer from the desk."""
    key = it.one_of(*TALKERS)
    async with it.kring.unit() as uow:
        said = Answer(uow.new_token(), Secret(it.word()), sure=True)
        who, person = it.case_manager(MANAGER_OF[key]), it.kring.cast.people[key].id
        it.answered.append((MANAGER_OF[key], await answers.answer(uow, who, person=person, said=said)))


async def takes_back(it: Dialogue) -> None:
    """An answer is taken back, heard or unheard."""
    who, message = it.chance.choice(it.answered or [("", None)])
    if message is not None:
        async with it.kring.unit() as uow:
            await answers.withdraw(uow, it.case_manager(who), message_id=message.id)


async def reads(it: Dialogue) -> None:
    """Somebody opens their conversation."""
    async with it.kring.unit() as uow:
        await threads.converse(uow, it.talker(it.one_of(*TALKERS)))


async def closes(it: Dialogue) -> None:
    """A conversation is closed, and opened again."""
    key = it.one_of(*TALKERS)
    who, person = it.case_manager(MANAGER_OF[key]), it.kring.cast.people[key].id
    async with it.kring.unit() as uow:
        await answers.close(uow, who, person=person)
    await writes(it)
    async with it.kring.unit() as uow:
        await answers.reopen(uow, who, person=person)


async def hides(it: Dialogue) -> None:
    """Verberg."""
    async with it.kring.unit() as uow:
        await hiding.hide(uow, it.kring.cast.participant(it.one_of(*FAMILY)))


async def goes_away(it: Dialogue) -> None:
    """A gezinsmanager is away from today on."""
    away = it.one_of(*DESK)
    instead = next(key for key in DESK if key != away)
    today, ids = local(it.kring.now).date(), it.kring.cast.professionals
    async with it.kring.unit() as uow:
        await absence.record(
            uow,
            it.case_manager(away),
            professional=ids[away].id,
            first=today,
            last=today + timedelta(days=it.chance.randrange(3)),
            substitute=ids[instead].id,
        )


async def is_flagged(it: Dialogue) -> None:
    """Circumstances change."""
    kind = it.chance.choice((FlagKind.SHARED_PHONE, FlagKind.SECRET_ADDRESS, FlagKind.NO_CONTACT))
    people = it.kring.cast.people
    other = people["jan"].id if kind is FlagKind.NO_CONTACT else None
    async with it.kring.unit() as uow:
        await families.set_flag(uow, ADMINISTRATOR, kind=kind, person=people["fatima"].id, other=other)


async def is_planned(it: Dialogue) -> None:
    """An appointment for some of a family."""
    at = local(it.kring.now + timedelta(days=it.chance.randrange(1, 6))).strftime("%Y-%m-%d 14:30")
    people = it.chance.sample(("fatima", "jan", "noor", "wil"), 2)
    async with it.kring.unit() as uow:
        await plan_visit(uow, it.kring.cast, *people, at=at)


async def is_agreed(it: Dialogue) -> None:
    """The family has a plan, or another one, and is asked about it this week; what it says is theirs."""
    goals = [
        replace(goal, words=it.word()) for goal in it.chance.sample(TWO_GOALS, it.chance.randrange(1, 3))
    ]
    async with it.kring.unit() as uow:
        plan = await establish_in(uow, it.kring.cast, goals=goals)
        if plan.rounds_from is not None and await uow.check_ins.newest_round(plan.family) is None:
            week = monday_of(local(uow.now).date())
            await uow.plans.save(replace(plan, rounds_from=week, next_round=week))
            await rounds.plan(uow, Clockwork(), families=(plan.family,))


async def tells_how_it_goes(it: Dialogue) -> None:
    """Somebody tells in words how it goes, in the window, or asks what there is to answer."""
    key = it.one_of(*ASKED)
    if it.chance.random() < 0.6:
        await it.phone(key).says("/doelen")
        await it.kring.idle()
        label = it.chance.choice(("2", "9", "Deze week niet", "Waarom krijg ik dit?", "Antwoord veranderen"))
        if find_button(it.phone(key).chat, label, None):
            await it.phone(key).taps(label)
        return
    async with it.kring.unit() as uow:
        own = await checkins.see(uow, it.talker(key))
        if own is not None:
            words = {it.chance.choice(OWN_QUESTIONS): Secret(it.word())}
            await checkins.say(uow, it.talker(key), turn=own.turn.id, words=words)


async def time_passes(it: Dialogue) -> None:
    """Minutes, or until the next morning."""
    await it.kring.idle()
    if it.chance.random() < 0.7:
        await it.moves(timedelta(minutes=it.chance.randrange(1, 95)))
    else:
        morning = local(it.kring.now + timedelta(days=1)).strftime("%Y-%m-%d 10:05")
        assert parse_instant(morning) > it.kring.now
        await it.kring.move_to(morning)


def _filled(it: Dialogue, sentence: str) -> str:
    while "{}" in sentence:
        sentence = sentence.replace("{}", it.word(), 1)
    return sentence


STEPS: dict[Callable[[Dialogue], Awaitable[None]], int] = {
    types: 10, sends: 5, types_at_work: 4, taps: 8, writes: 4, begins: 1, is_answered: 4, takes_back: 2, reads: 2,
    closes: 1, hides: 2, goes_away: 1, is_flagged: 1, is_planned: 2, is_agreed: 1, tells_how_it_goes: 8,
    time_passes: 5,
}  # fmt: skip
"""What may happen, and how often rather than something else."""
