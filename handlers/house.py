"""What every door is given: the archive, the clock, and the bells of the machine room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from telegram.ext import Application, CallbackContext

from usecases.ports import Archive, Unit

HOUSE = "house"
ACCOUNT = "account"
"""The purpose under which a Telegram user id is indexed; a link is found by it."""


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """Handed to each door through the application.

    ``wake`` tells delivery that something may have been planned; call it after a transaction that planned
    a notice or a wipe. ``remember`` tells whether a Telegram user is a young person, so that the help card
    speaks to them in *je* even when nothing else works. ``alarms`` tells whether a text holds words of danger.
    ``window`` is the address of the window, empty when there is none.
    """

    archive: Archive
    clock: Clock
    emergency_number: str
    bot_username: str
    wake: Callable[[], None]
    remember: Callable[[int, bool], None]
    alarms: Callable[[str], bool]
    window: str = ""


def house_of(context: CallbackContext[Any, Any, Any, Any]) -> House:
    """The house, at the beginning of a door."""
    house: House = context.application.bot_data[HOUSE]
    return house


def move_in(application: Application[Any, Any, Any, Any, Any, Any], house: House) -> None:
    """Give the application its house, once, before the first update."""
    application.bot_data[HOUSE] = house


def account_of(uow: Unit, user: int) -> bytes:
    """The keyed index of a Telegram user, which is also the holder of buttons and expectations."""
    return uow.index(ACCOUNT, str(user))
