"""The doorway: one update becomes one visit — who is it, one transaction, one door, one reply.

Every door stands behind it, so a forgotten check is impossible rather than unlikely.
"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from telegram import Message, Update
from telegram.ext import ContextTypes

from domain.actors import (
    Actor,
    CaseManager,
    NetworkMember,
    Parent,
    Stranger,
    TeamLeader,
    YoungPerson,
    colleague,
    participant,
)
from domain.buttons import Expectation, Pressed
from domain.errors import NotAllowed, Outdated, Refusal
from domain.linking import Link, Recipient
from domain.people import Form
from domain.threads import MessageKind
from handlers.house import House, account_of, house_of
from handlers.refused import refused
from handlers.replies import Reply, keep_buttons, send_reply
from handlers.views.view import View
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the door: who they are, what they typed or pressed, and the open transaction.

    ``account`` is the keyed index of their Telegram account; ``message`` the number of what they typed, or of
    the message whose button they pressed. ``sent`` is the kind and Telegram's name of a file that came along.
    ``must_agree``: linked, but they have not said yet that messages may come.
    """

    uow: Unit
    who: Actor
    form: Form
    account: bytes
    chat: int
    update: int
    message: int
    house: House
    text: str = ""
    pressed: Pressed | None = None
    expectation: Expectation | None = None
    recipient: Recipient | None = None
    is_edit: bool = False
    sent: tuple[MessageKind, str] | None = None
    must_agree: bool = False

    @property
    def is_professional(self) -> bool:
        """Whether a colleague stands here; what they see is wiped after a working day."""
        return isinstance(self.who, CaseManager | TeamLeader)


Door = Callable[[Visit], Awaitable[View | None]]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Audience:
    """Which door opens for whom; who has none gets the same neutral answer as a stranger."""

    stranger: Door
    family: Door | None = None
    case_manager: Door | None = None
    team_leader: Door | None = None

    def door_for(self, who: Actor) -> Door:
        """The door of this actor."""
        match who:
            case Parent() | YoungPerson() | NetworkMember():
                return self.family or self.stranger
            case CaseManager():
                return self.case_manager or self.stranger
            case TeamLeader():
                return self.team_leader or self.stranger
            case _:
                return self.stranger


def opening(audience: Audience) -> Callback:
    """The callback for python-telegram-bot that leads an update through the doorway."""

    async def callback(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await _enter(update, house_of(context), audience)

    return callback


async def _enter(update: Update, house: House, audience: Audience) -> None:
    if update.effective_user is None or update.effective_chat is None:
        return
    form, professional = Form.U, False
    markup = None
    try:
        async with house.archive.unit(update=update.update_id) as uow:
            visit = await _visit(uow, update, house)
            form, professional = visit.form, visit.is_professional
            visit = await _with_press(visit, update)
            view = await audience.door_for(visit.who)(visit)
            if view is not None:
                markup = await keep_buttons(uow, view, visit.account, window=house.window)
    except Refusal as refusal:
        view, markup = await refused(house, update, refusal, form), None
    await send_reply(house, Reply(update, view, markup, professional=professional))
    house.wake()


async def _visit(uow: Unit, update: Update, house: House) -> Visit:
    user, chat = update.effective_user, update.effective_chat
    assert user is not None  # noqa: S101 - _enter looked
    assert chat is not None  # noqa: S101 - _enter looked
    account = account_of(uow, user.id)
    link = await uow.links.by_account(account)
    who, form = await _who(uow, link)
    if link is not None:
        house.remember(user.id, isinstance(who, YoungPerson))
    message = update.effective_message
    typed = message if update.callback_query is None else None
    return Visit(
        uow=uow,
        who=who,
        form=form,
        account=account,
        chat=chat.id,
        update=update.update_id,
        message=message.message_id if message else 0,
        house=house,
        text=(typed.text or typed.caption or "").strip() if typed else "",
        expectation=await _expectation(uow, account) if typed else None,
        recipient=link.holder if link else None,
        is_edit=update.edited_message is not None,
        sent=_sent(typed) if typed else None,
        must_agree=link is not None and link.consented_at is None,
    )


async def _with_press(visit: Visit, update: Update) -> Visit:
    """The visit with its button; it is read after who stands there, so that a refusal speaks to them as they are."""
    if update.callback_query is None:
        return visit
    return replace(visit, pressed=await _pressed(visit.uow, update.callback_query.data or "", visit.account))


async def _who(uow: Unit, link: Link | None) -> tuple[Actor, Form]:
    match link.holder if link else None:
        case Recipient(person=which) if which is not None:
            person = await uow.families.person(which)
            if person is not None:
                return participant(person), person.preferences.form
        case Recipient(professional=which) if which is not None:
            professional = await uow.organisation.professional(which)
            if professional is not None:
                return colleague(professional), Form.U
        case _:
            pass
    return Stranger(), Form.U


async def _pressed(uow: Unit, data: str, account: bytes) -> Pressed:
    """What a button asks for; an unknown, foreign, forged or expired one gives the same answer.

    Raises:
        Outdated: it does not (any longer) mean anything for this account.
    """
    sheet_id, _, number = data.partition(".")
    sheet = await uow.sheets.get(sheet_id) if number.isascii() and number.isdecimal() else None
    if sheet is None or sheet.holder != account or sheet.expires_at <= uow.now:
        raise Outdated(detail="button")
    if int(number) >= len(sheet.presses):
        raise Outdated(detail="button")
    return sheet.presses[int(number)]


def _sent(message: Message) -> tuple[MessageKind, str] | None:
    """The file in a message, if it has one that we keep."""
    sound = message.voice or message.audio
    if sound:
        return MessageKind.VOICE, sound.file_id
    if message.photo:
        return MessageKind.PHOTO, message.photo[-1].file_id
    film = message.video or message.video_note or message.animation or message.document
    return (MessageKind.DOCUMENT, film.file_id) if film else None


async def _expectation(uow: Unit, account: bytes) -> Expectation | None:
    expectation = await uow.expectations.get(account)
    if expectation is None or expectation.expires_at <= uow.now:
        return None
    return expectation


def as_participant(visit: Visit) -> Parent | YoungPerson | NetworkMember:
    """Whoever stands here, as somebody of a family.

    Raises:
        NotAllowed: it is somebody else; the audience should have sent them to another door.
    """
    if isinstance(visit.who, Parent | YoungPerson | NetworkMember):
        return visit.who
    raise NotAllowed(detail="door")


def as_case_manager(visit: Visit) -> CaseManager:
    """Whoever stands here, as a gezinsmanager.

    Raises:
        NotAllowed: it is somebody else.
    """
    if isinstance(visit.who, CaseManager):
        return visit.who
    raise NotAllowed(detail="door")


def as_colleague(visit: Visit) -> CaseManager | TeamLeader:
    """Whoever stands here, as a professional.

    Raises:
        NotAllowed: it is somebody else.
    """
    if isinstance(visit.who, CaseManager | TeamLeader):
        return visit.who
    raise NotAllowed(detail="door")


def the_press(visit: Visit) -> Pressed:
    """The pressed button.

    Raises:
        Outdated: there was none.
    """
    if visit.pressed is None:
        raise Outdated(detail="button")
    return visit.pressed
