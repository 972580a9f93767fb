"""A plain bot on python-telegram-bot, with its own polling and job queue, that keeps nothing: the measure of cost."""

import asyncio
import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

GAP_S = 0.041
"""Between two messages: 25 a second with a little room, the pace Kring keeps (bot/pacing.py)."""

QUESTION = (
    "There is an appointment: a home visit.\nIt is on Friday 27 November at 14.30 hours.\nWill you come?"
)
ANSWERED = {
    "coming": "Good, you will come.\nThe home visit is on Friday 27 November at 14.30 hours. See you then.",
    "cannot": "Good that you say so.\nWe will look for another moment. You can still change your answer here.",
}


async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Ask, with buttons."""
    if update.message is not None:
        await update.message.reply_text(QUESTION, reply_markup=_keyboard("coming"))


async def tapped(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the tap and change the message, as Kring does."""
    query = update.callback_query
    if query is None or query.data not in ANSWERED:
        return
    await query.answer()
    other = "cannot" if query.data == "coming" else "coming"
    await query.edit_message_text(ANSWERED[query.data], reply_markup=_keyboard(other))


async def remind(_update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """`/remind 2000 50000`: plan a message to 2000 chats, from number 50000 on, at this very moment."""
    if context.args is not None and context.job_queue is not None:
        count, first = map(int, context.args)
        context.job_queue.run_once(_send_all, 0, data=range(first, first + count))


async def _send_all(context: ContextTypes.DEFAULT_TYPE) -> None:
    loop = asyncio.get_running_loop()
    slot = loop.time()
    chats = context.job.data if context.job is not None else None
    for chat in chats if isinstance(chats, range) else ():
        await asyncio.sleep(slot - loop.time())
        slot = max(slot, loop.time()) + GAP_S
        await context.bot.send_message(chat, QUESTION, reply_markup=_keyboard("coming"))


def _keyboard(first: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("I will" if first == "coming" else "I cannot", callback_data=first)],
            [InlineKeyboardButton("Another time", callback_data="other")],
            [InlineKeyboardButton("Why do I get this?", callback_data="why")],
        ]
    )


def main() -> None:
    """Serve until told to stop; the token and the server come from the environment."""
    application = (
        Application.builder()
        .token(os.environ["BENCH_TOKEN"])
        .base_url(f"{os.environ['BENCH_SERVER']}/bot")
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CommandHandler("remind", remind))
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    main()
