"""Saying that something cannot be done: kindly, and without taking away a question that still stands."""

from telegram import InlineKeyboardMarkup, Message, Update

from domain.errors import Outdated, Refusal
from domain.people import Form
from domain.plan_views import goals_to_score
from handlers.house import House, account_of
from handlers.views.errors import outdated_view, refusal_view
from handlers.views.view import View
from usecases.ports import Unit


async def refused(house: House, update: Update, refusal: Refusal, form: Form) -> View:
    """What they read instead.

    A button that is not (any longer) under the message it came from says nothing of that message: while the buttons
    that do stand there work, the message stays, and the sentence comes in a window on top of it.
    """
    user = update.effective_user
    # What is outdated in a way of its own says so itself: that somebody else was first, or that it is over.
    if not isinstance(refusal, Outdated) or refusal.code != Outdated.code or user is None:
        return refusal_view(refusal, form)
    async with house.archive.reading() as uow:
        account = account_of(uow, user.id)
        return outdated_view(
            form, goals=await _has_goals(uow, account), aside=await _still_stands(uow, update, account)
        )


async def _has_goals(uow: Unit, account: bytes) -> bool:
    """Whether goals are asked about of whoever has this account."""
    link = await uow.links.by_account(account)
    person = await uow.families.person(link.holder.person) if link and link.holder.person else None
    if person is None:
        return False
    plan, flags = await uow.plans.of(person.family), await uow.families.flags_of(person.family)
    return bool(goals_to_score(plan, person.id, flags))


async def _still_stands(uow: Unit, update: Update, account: bytes) -> bool:
    query = update.callback_query
    message = query.message if query else None
    if query is None or not isinstance(message, Message) or message.reply_markup is None:
        return False
    carried = _carried(message.reply_markup)
    if query.data in carried:
        return False
    for sheet_id in {data.partition(".")[0] for data in carried}:
        sheet = await uow.sheets.get(sheet_id)
        if sheet is not None and sheet.holder == account and sheet.expires_at > uow.now:
            return True
    return False


def _carried(markup: InlineKeyboardMarkup) -> frozenset[str]:
    """What the buttons of a message carry."""
    found = {button.callback_data for row in markup.inline_keyboard for button in row}
    return frozenset(data for data in found if isinstance(data, str))
