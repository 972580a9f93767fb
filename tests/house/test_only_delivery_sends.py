"""A message leaves by two doors: delivery, and the direct reply to the one who tapped."""

import ast
from collections.abc import Iterator

import pytest
from telegram import Bot, CallbackQuery, Chat, Message, User

from tests.house.sources import inside, parsed, python_files

SENDERS = ("bot/delivery", "bot/emergency.py", "handlers/replies.py")

LOUD = ("send_", "reply_", "edit_", "delete_message", "answer_", "copy_", "forward_", "leave_", "pin_")
"""How a python-telegram-bot verb begins that changes what somebody sees."""

SENDING_VERBS = frozenset(
    name
    for kind in (Bot, Message, CallbackQuery, Chat, User)
    for name in dir(kind)
    if name.startswith(LOUD) and callable(getattr(kind, name))
) | {"do_api_request"}


def sendings(source: ast.Module) -> Iterator[tuple[int, str]]:
    """Line number and verb of every use of a sending verb, called or only handed over."""
    for node in ast.walk(source):
        match node:
            case ast.Attribute(attr=verb) if verb in SENDING_VERBS:
                yield node.lineno, verb
            case ast.Attribute(attr="answer", value=ast.Name(id=owner) | ast.Attribute(attr=owner)) if (
                "query" in owner
            ):
                yield node.lineno, "answer"
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str(verb)), *_]) if (
                verb in SENDING_VERBS
            ):
                yield node.lineno, verb
            case _:
                pass


@pytest.mark.parametrize("room", ["bot", "handlers", "web", "usecases", "domain", "storage"])
def test_only_delivery_and_replies_send(room: str) -> None:
    found = [
        f"{inside(path)}:{line}: {verb}"
        for path in python_files(room)
        if not inside(path).startswith(SENDERS)
        for line, verb in sendings(parsed(path))
    ]
    assert not found, (
        "A message to others goes through the outbox, a reply through handlers/replies.py:\n"
        + ("\n".join(found))
    )


def test_the_rule_knows_the_library_and_lets_a_use_case_answer() -> None:
    assert {"send_message", "edit_message_text", "delete_message", "answer_callback_query"} <= SENDING_VERBS
    assert {"leave_chat", "copy_message", "forward_message", "reply_text", "edit_text"} <= SENDING_VERBS

    guilty = ast.parse("await bot.send_photo(1)\nawait update.callback_query.answer()\nf = bot.leave_chat\n")
    innocent = ast.parse("await checkins.answer(uow)\nnew = old.copy()\ncontextvars.copy_context()\n")
    assert {verb for _, verb in sendings(guilty)} == {"send_photo", "answer", "leave_chat"}
    assert not list(sendings(innocent))
