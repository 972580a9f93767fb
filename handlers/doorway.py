"""The doorway: one update becomes one visit — who is it, one transaction, one door, one reply.

Every door stands behind it, so a forgotten check is impossible rather than unlikely.
"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from telegram import Update
from telegram.ext import ContextTypes

from domain.actors import (
    Actor,
    CaseManager,
    NetworkMember,
    Parent,
    Stranger,
    TeamLeader,
    YoungPerson,
)
from domain.buttons import Expectation, Press, Pressed
from domain.errors import NotAllowed, Outdated, Refusal
from domain.linking import Link, Recipient
from domain.people import Form, PersonId
from domain.threads import MessageKind
from handlers.house import House, account_of, house_of
from handlers.known import expected_of, press_of, sent_with, who_of
from handlers.refused import refused
from handlers.replies import Reply, keep_buttons, send_reply
from handlers.views.roles import with_others
from handlers.views.view import View, marked
from usecases.ports import Unit
from usecases.roles import Role, roles_of


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the door: who they are, what they typed or pressed, and the open transaction.

    ``account`` is the keyed index of their Telegram account; ``message`` the number of what they typed, or of
    the message whose button they pressed. ``sent`` is the kind and Telegram's name of a file that came along.
    ``must_agree``: linked, but they have not said yet that messages may come. Who takes part in several families has
    ``roles``, and ``circle`` is the symbol of the one as whom they act now; for everybody else both are empty.
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
    circle: str = ""
    roles: tuple[Role, ...] = ()

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
            form = visit.form
            view = await audience.door_for(visit.who)(visit)
            if view is not None:
                asks_by_itself = visit.text.startswith("/")
                view = marked(with_others(view, visit.roles) if asks_by_itself else view, visit.circle)
                markup = await keep_buttons(uow, view, visit.account, window=house.window, of=visit.recipient)
    except Refusal as refusal:
        view, markup = await refused(house, update, refusal, form), None
    await send_reply(house, Reply(update, view, markup, professional=professional))
    house.wake()


async def _visit(uow: Unit, update: Update, house: House) -> Visit:
    user, chat = update.effective_user, update.effective_chat
    assert user is not None  # noqa: S101 - _enter looked
    assert chat is not None  # noqa: S101 - _enter looked
    account = account_of(uow, user.id)
    message = update.effective_message
    typed = message if update.callback_query is None else None
    expectation = await expected_of(uow, account) if typed else None
    link = await uow.links.by_account(account)
    visit = Visit(
        uow=uow,
        who=Stranger(),
        form=Form.U,
        account=account,
        chat=chat.id,
        update=update.update_id,
        message=message.message_id if message else 0,
        house=house,
        text=(typed.text or typed.caption or "").strip() if typed else "",
        expectation=expectation,
        is_edit=update.edited_message is not None,
        sent=sent_with(typed) if typed else None,
    )
    visit = await _as(visit, link)
    if link is not None:
        house.remember(user.id, isinstance(visit.who, YoungPerson))
    # What we asked a text for was asked of one person, whoever was chosen since.
    return visit if expectation is None else await _as_asked(visit, expectation.of)


async def _as(visit: Visit, link: Link | None) -> Visit:
    """The visit of whoever this link belongs to, with as whom else this account can act."""
    links = await visit.uow.links.all_of(visit.account) if link else ()
    roles = await roles_of(visit.uow, links, link)
    who, form = await who_of(visit.uow, link)
    return replace(
        visit,
        who=who,
        form=form,
        recipient=link.holder if link else None,
        must_agree=link is not None and link.consented_at is None,
        roles=roles,
        circle=next((role.symbol for role in roles if role.chosen), ""),
    )


async def _as_asked(visit: Visit, of: Recipient | None) -> Visit:
    """The visit as the one of whom it was asked; who that was is not guessed when nothing was kept of it."""
    if of is None or of == visit.recipient:
        return visit
    links = await visit.uow.links.all_of(visit.account)
    link = next((one for one in links if one.holder == of), None)
    return replace(visit, expectation=None) if link is None else await _as(visit, link)


async def _with_press(visit: Visit, update: Update) -> Visit:
    """The visit with its button, as the one under whose message it stands.

    It is read after who stands there, so that a refusal speaks to them as they are.
    """
    if update.callback_query is None:
        return visit
    pressed, of = await press_of(visit.uow, update.callback_query.data or "", visit.account)
    if pressed.press is Press.CHOOSE_CIRCLE and pressed.subject is not None:
        of = Recipient(person=PersonId(pressed.subject))
    if of is not None and of != visit.recipient:
        links = await visit.uow.links.all_of(visit.account)
        link = next((one for one in links if one.holder == of), None)
        if link is None:
            raise Outdated(detail="button")
        visit = await _as(visit, link)
    return replace(visit, pressed=pressed)


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
