"""The Telegram side: the bot with its pace and its defaults, and the doors (listed in ``handlers/doors.py``)."""

from typing import Any

from telegram.ext import Application, ApplicationBuilder, Defaults, ExtBot

from bot.pacing import Pacer
from bot.request import polling_request, sending_request
from bot.settings import Settings
from domain.calendar import AMSTERDAM
from handlers import doors

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class KringBot(ExtBot[Any]):
    """The library's bot, whose ``repr`` would show the token (security §7.1)."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "KringBot"


def build_application(settings: Settings, pacer: Pacer) -> AnyApplication:
    """The application without a poller of its own: updates come from ``bot/intake.py`` (telegram.md A4)."""
    bot = KringBot(
        settings.token.get_secret_value(),
        base_url=f"{settings.server}/bot",
        base_file_url=f"{settings.server}/file/bot",
        request=sending_request(settings),
        get_updates_request=polling_request(settings),
        # Protection and previews are said at each sending: as defaults the library adds them to edits and
        # files as well, where the Bot API does not know them.
        defaults=Defaults(tzinfo=AMSTERDAM),
        rate_limiter=pacer,
    )
    application: AnyApplication = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    doors.register(application)
    return application
