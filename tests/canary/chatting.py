"""At the telephones: every command, every button one's own and another's, and buttons that nobody was ever given."""

import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from demo.files import Files as SentFiles
from demo.journal import Call
from demo.phone import Phone
from domain.buttons import Awaiting, ButtonSheet, Expectation, Press, Pressed
from handlers.doors import COMMANDS
from handlers.house import account_of
from tests.canary.grown import Grown
from tests.canary.planting import USERS
from tests.canary.watching import Watch

WORDS = ("afspraken", "morgen 10 uur", "/start abc", "/onbekend")
LAST = ("instellingen", "stop")
VALUES = {
    Press.PROPOSE: "2026-12-04T09:00:00+00:00", Press.MOVE_TO: "2026-12-04T09:00:00+00:00",
    Press.ACCEPT_PROPOSAL: "2026-12-04T09:00:00+00:00", Press.LATE_BY: "10", Press.DELAY_BY: "10",
    Press.DRAFT_KIND: "open", Press.DRAFT_MINUTES: "30", Press.WHY: "made", Press.PLAN_FIT: "shown",
    Press.SCORE: f"{UUID(int=1).hex}.numbers.1", Press.CHOOSE_SCALE: "faces", Press.CHOOSE_DAY: "5",
    Press.CHOOSE_TIME: "13", Press.SEE_TURNS: "2026-12-01", Press.SHOW_TURN: "news:help", Press.WHY_TURN: "asked",
    Press.TURN_LATER_TO: "2026-11-27T09:00:00+00:00", Press.TURN_SEEN_TO: "help", Press.VOTE: "0",
    Press.STAY: "shown.2027-03-01", Press.COME_BACK: "shown.2027-03-01", Press.CHOOSE_TASKS: "0",
}  # fmt: skip
ROUNDS, AT_A_TIME = 5, 3
TELEGRAM = "telegram"
"""Whom a call is for that goes into nobody's chat: nothing planted may be in it at all."""

_NAMES = {user: key for key, user in USERS.items()}


async def tries_commands(grown: Grown, *keys: str) -> None:
    """Everything that can be typed, from the tables of the doors."""
    for phone in (grown.phones[key] for key in keys):
        for command in ("start", *(name for name in COMMANDS if name not in LAST), *LAST[:1]):
            await phone.says(f"/{command}")
        for word in WORDS:
            await phone.says(word)
        await phone.sends_sticker()
        await phone.sends_contact()
    await grown.kring.idle()


async def taps_around(grown: Grown, *keys: str) -> None:
    """Tap what is on the screen, and rather what came of a tap, until there is nothing new or it has been enough."""
    known, tapped = set[str](), set[str]()
    for key in keys:
        await grown.phones[key].says("/afspraken")
    await grown.kring.idle()
    for _ in range(ROUNDS):
        for phone in (grown.phones[key] for key in keys):
            on_screen = [one for one in reversed(_buttons_on(phone)) if one[0] not in tapped]
            new = [one for one in on_screen if one[0] not in known]
            known |= {data for data, _ in on_screen}
            for data, message in (new or on_screen)[:AT_A_TIME]:
                tapped.add(data)
                grown.kring.stand_in.world.taps(phone.user_id, data, message)
        await grown.kring.idle()


async def taps_what_others_have(grown: Grown, key: str, most: int) -> None:
    """Tap buttons that were given to somebody else."""
    phone = grown.phones[key]
    own = {data for data, _ in _buttons_ever(grown, phone.user_id)}
    others = sorted({data for data, _ in _buttons_ever(grown)} - own)
    for data in others[:: max(1, len(others) // most)]:
        await phone.taps_data(data)
    await grown.kring.idle()


async def taps_forged(grown: Grown, key: str, presses: Iterable[Press], subjects: Sequence[UUID]) -> None:
    """Tap buttons such as only a broken page could give: of one's own, but about things of others."""
    phone = grown.phones[key]
    asked = tuple(
        Pressed(press, subject, value=VALUES.get(press, ""))
        for press, subject in itertools.product(presses, subjects)
    )
    async with grown.kring.unit() as uow:
        sheet = uow.new_token()
        holder = account_of(uow, phone.user_id)
        await uow.sheets.keep(ButtonSheet(sheet, holder, asked, uow.now + timedelta(days=1)))
    for number in range(len(asked)):
        await phone.taps_data(f"{sheet}.{number}")
    await grown.kring.idle()


async def own_of_rounds(grown: Grown, key: str) -> set[UUID]:
    """The turns of somebody, and the questions about the plan that are theirs."""
    family, person = grown.planted.cast.families[key.partition(".")[0]], grown.planted.cast.people[key]
    async with grown.kring.reading() as uow:
        history = await uow.check_ins.history(family.id)
        questions = await uow.plan_copies.questions(family.id)
    turns = {turn.id for of in history.turns.values() for turn in of if turn.holder.person == person.id}
    return turns | {question.id for question in questions if question.person == person.id}


async def types_forged(grown: Grown, key: str, awaited: Iterable[Awaiting], subjects: Sequence[UUID]) -> None:
    """Type what is awaited about something of somebody else."""
    phone = grown.phones[key]
    for awaiting, subject in itertools.product(awaited, subjects):
        async with grown.kring.unit() as uow:
            until = uow.now + timedelta(hours=1)
            await uow.expectations.set(Expectation(account_of(uow, phone.user_id), awaiting, until, subject))
        await phone.says("volgende week donderdag 10 uur")
        await grown.kring.idle()


def look_at_calls(watch: Watch, calls: Iterable[Call], files: SentFiles | None = None) -> None:
    """Look through everything that was sent to Telegram, with the files that went along."""
    for call in calls:
        told = {name: value for name, value in call.params.items() if name != "chat_id"}
        raw = json.dumps(told, ensure_ascii=False).encode() + _content(call, files)
        watch.look_at_chat(_NAMES.get(call.params.get("chat_id", 0), TELEGRAM), call.method, raw)


def _content(call: Call, files: SentFiles | None) -> bytes:
    document = call.result.get("document") if isinstance(call.result, dict) else None
    stored = files.by_id(document["file_id"]) if files and document else None
    return stored.data if stored else b""


def _buttons_on(phone: Phone) -> list[tuple[str, int]]:
    return [
        (button["callback_data"], posted.message_id)
        for posted in phone.messages()
        for button in posted.buttons
        if "callback_data" in button
    ]


def _buttons_ever(grown: Grown, user: int | None = None) -> list[tuple[str, int]]:
    return [
        (button["callback_data"], call.number)
        for call in grown.kring.stand_in.journal.calls
        if user is None or call.params.get("chat_id") == user
        for row in (call.params.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in row
        if "callback_data" in button
    ]
