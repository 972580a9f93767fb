"""The command menus and the short description, as Telegram shows them before anybody says anything."""

import logging
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import failure
from domain.actors import Actor, Stranger
from domain.people import Form
from handlers.views.menus import commands
from locales.catalogue import text

LOG = logging.getLogger("kring.menus")


async def set_menus(bot: ExtBot[Any]) -> None:
    """Everybody's menu, none in groups, and what Kring is; it is of no use to fail for it."""
    try:
        await bot.set_my_commands(_menu(Stranger(), Form.U), scope=BotCommandScopeDefault())
        await bot.delete_my_commands(scope=BotCommandScopeAllGroupChats())
        await bot.set_my_short_description(text("start.about", Form.U))
    except TelegramError as error:
        failure(LOG, "menus.not_set", error)


async def set_menu_of(bot: ExtBot[Any], chat: int, who: Actor, form: Form) -> None:
    """The menu of somebody who was linked; without it they see everybody's."""
    try:
        await bot.set_my_commands(_menu(who, form), scope=BotCommandScopeChat(chat))
    except TelegramError as error:
        failure(LOG, "menus.not_set", error)


def _menu(who: Actor, form: Form) -> list[BotCommand]:
    return [BotCommand(command.name, command.description) for command in commands(who, form)]
