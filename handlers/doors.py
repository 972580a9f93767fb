"""Every door on one page: which command, button or text leads where, for whom; order is top to bottom."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import ChatMember, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from domain.buttons import Awaiting, Press
from domain.errors import Outdated
from handlers import replies
from handlers.anyone import linking, public
from handlers.case_manager import appointments as planned
from handlers.case_manager import planning, work
from handlers.case_manager import typed as unasked
from handlers.case_manager.wiped import wipe_typed, wiped
from handlers.doorway import Audience, Door, Visit, opening, the_press
from handlers.family import appointments, checkins, membership, preferences, turns, typed
from handlers.family.doors import FAMILY_BUTTONS, FAMILY_TEXTS
from handlers.family.preferences import agreed
from handlers.views.view import View

COMMANDS: dict[str, Audience] = {
    "help": Audience(public.help_page, agreed(public.help_page), public.help_page, public.help_page),
    "privacy": Audience(public.privacy),
    "stop": Audience(public.stop, preferences.stop),
    "afspraken": Audience(public.start, agreed(appointments.agenda), planned.overview, work.open_list),
    "afspraak": Audience(public.start, agreed(appointments.agenda), planning.start, work.open_list),
    "taken": Audience(public.start, agreed(turns.agenda), public.unknown_command, public.unknown_command),
    "doelen": Audience(public.start, agreed(checkins.newest), public.unknown_command, public.unknown_command),
    "instellingen": Audience(public.start, agreed(preferences.page), work.settings, work.settings),
    "lijst": Audience(public.unknown_command, public.unknown_command, work.open_list, work.open_list),
    "bevestig": Audience(public.unknown_command, public.unknown_command, work.confirm),
}

CASE_MANAGER_BUTTONS: dict[Press, Door] = {
    Press.DRAFT_TOGGLE: planning.toggle,
    Press.DRAFT_KIND: planning.kind,
    Press.DRAFT_TIME: planning.time,
    Press.DRAFT_PLACE: planning.place,
    Press.DRAFT_NUMBER: planning.phone_number,
    Press.DRAFT_OBLIGATORY: planning.obligatory,
    Press.DRAFT_MINUTES: planning.minutes,
    Press.DRAFT_CONFIRM: planning.confirm,
    Press.DRAFT_DROP: planning.drop,
    Press.SEE_APPOINTMENTS: planned.overview,
    Press.SHOW_APPOINTMENT: planned.show,
    Press.MOVE: planned.move,
    Press.MOVE_TO: planned.move_to,
    Press.ACCEPT_PROPOSAL: planned.move_to,
    Press.CANCEL: planned.cancel,
    Press.CANCEL_SURE: planned.cancel_sure,
    Press.UNDO: planned.undo,
    Press.DELAY: planned.delay,
    Press.DELAY_BY: planned.delay_by,
    Press.HELD: planned.record,
    Press.NOT_HELD: planned.record,
    Press.WORK_DONE: work.done,
    Press.CONSENT: work.welcome_understood,
}

TEAM_LEADER_BUTTONS: dict[Press, Door] = {
    Press.WORK_DONE: work.done,
    Press.CONSENT: work.welcome_understood,
}

CASE_MANAGER_TEXTS: dict[Awaiting, Door] = {
    Awaiting.INVITATION_CODE: linking.code_or(unasked.typed),
    Awaiting.CONTROL_WORDS: unasked.or_words,
    Awaiting.DRAFT_TIME: wiped(planning.typed_time),
    Awaiting.DRAFT_PLACE: wiped(planning.typed_place),
    Awaiting.DRAFT_NUMBER: wiped(planning.typed_number),
    Awaiting.MOVE_TIME: wiped(planned.typed_move),
    Awaiting.DELAY: wiped(planned.typed_delay),
}

TEAM_LEADER_TEXTS: dict[Awaiting, Door] = {Awaiting.INVITATION_CODE: linking.code_or(work.typed)}

STRANGER_TEXTS: dict[Awaiting, Door] = {
    Awaiting.INVITATION_CODE: linking.code_or(public.typed, first_time=linking.typed_code)
}


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Open every door; the last one takes whatever no other did."""
    private = filters.ChatType.PRIVATE
    app.add_handler(MessageHandler(~private, _leave))
    app.add_handler(ChatMemberHandler(_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(CallbackQueryHandler(opening(BUTTONS)))
    app.add_handler(CommandHandler("start", opening(INVITED), filters=private, has_args=True))
    app.add_handler(CommandHandler("start", opening(STARTED), filters=private, has_args=False))
    for name, audience in COMMANDS.items():
        app.add_handler(CommandHandler(name, opening(_with_words(audience)), filters=private))
    # The card is there already (bot/emergency.py); what was told behind the command is kept as any other words.
    app.add_handler(CommandHandler("nood", opening(_sending(typed.keep_typed)), filters=private))
    app.add_handler(MessageHandler(filters.COMMAND, opening(_with_words(Audience(public.unknown_command)))))
    app.add_handler(MessageHandler(filters.TEXT, opening(TEXTS)))
    app.add_handler(MessageHandler(filters.CONTACT, opening(_sending(typed.contact))))
    app.add_handler(MessageHandler(filters.Sticker.ALL, opening(_sending(typed.sticker))))
    app.add_handler(
        MessageHandler(filters.VIA_BOT | filters.POLL | filters.LOCATION, opening(_sending(typed.other)))
    )
    app.add_handler(MessageHandler(filters.ALL, opening(_sending(typed.keep_sent))))


def _by_button(doors: dict[Press, Door]) -> Door:
    async def door(visit: Visit) -> View | None:
        found = doors.get(the_press(visit).press)
        if found is None:
            raise Outdated(detail="button")
        return await found(visit)

    return door


def _by_text(doors: dict[Awaiting, Door], otherwise: Door) -> Door:
    async def door(visit: Visit) -> View | None:
        awaited = (
            None if visit.expectation is None or visit.is_edit else doors.get(visit.expectation.awaiting)
        )
        return await (awaited or otherwise)(visit)

    return door


def _unless(first: Door, otherwise: Door) -> Door:
    """What the first door has no answer to is for the other."""

    async def door(visit: Visit) -> View | None:
        return await first(visit) or await otherwise(visit)

    return door


def _with_words(audience: Audience) -> Audience:
    """Words behind a command are no less private than others: a family's are kept, and everybody's are wiped."""

    def after(first: Callable[[Visit], Awaitable[View | None]], own: Door | None) -> Door:
        door = own or audience.stranger

        async def both(visit: Visit) -> View | None:
            asked = None
            if len(visit.text.split()) > 1 and door not in WIPES_ITSELF:
                asked = await first(visit)
            return asked or await door(visit)

        return both

    family, case_manager = after(typed.keep_words, audience.family), after(wipe_typed, audience.case_manager)
    return Audience(audience.stranger, family, case_manager, after(wipe_typed, audience.team_leader))


def _sending(door: Door) -> Audience:
    return Audience(public.typed, door, work.typed, work.typed)


WIPES_ITSELF = (planning.start, work.confirm)
"""What these are told belongs to them, and they wipe it themselves."""

INVITED = Audience(linking.open_link, linking.open_link, linking.open_link, linking.open_link)
STARTED = Audience(public.start, preferences.start, work.start, work.start)
BUTTONS = Audience(
    _by_button({}),
    _by_button(FAMILY_BUTTONS),
    _by_button(CASE_MANAGER_BUTTONS),
    _by_button(TEAM_LEADER_BUTTONS),
)
TEXTS = Audience(
    _by_text(STRANGER_TEXTS, public.typed),
    _by_text(FAMILY_TEXTS, typed.keep_typed),
    _unless(work.words_that_match, _by_text(CASE_MANAGER_TEXTS, unasked.typed)),
    _by_text(TEAM_LEADER_TEXTS, work.typed),
)


async def _leave(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Kring speaks with one person at a time; in a group it says nothing and goes."""
    await replies.leave(update)


async def _membership(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Somebody blocked or unblocked the bot; or it was put in a group."""
    changed = update.my_chat_member
    if changed is None:
        return
    if changed.chat.type != "private":
        if changed.new_chat_member.status not in (ChatMember.LEFT, ChatMember.BANNED):
            await replies.leave(update)
        return
    blocked = changed.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    door = membership.blocked if blocked else membership.unblocked
    of_colleagues = membership.nobody if blocked else membership.colleague_unblocked
    await opening(Audience(membership.nobody, door, of_colleagues, of_colleagues))(update, context)
