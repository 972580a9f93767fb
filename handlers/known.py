"""What is known of an update before its door opens: who it is, what was pressed, what came along, what we wait for."""

from telegram import Message

from domain.actors import Actor, Stranger, colleague, participant
from domain.buttons import Expectation, Pressed
from domain.errors import Outdated
from domain.linking import Link, Recipient
from domain.people import Form
from domain.threads import MessageKind
from usecases.ports import Unit


async def who_of(uow: Unit, link: Link | None) -> tuple[Actor, Form]:
    """Whoever this link belongs to, and how they are addressed."""
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


async def press_of(uow: Unit, data: str, account: bytes) -> tuple[Pressed, Recipient | None]:
    """What a button asks for, and as whom; an unknown, foreign, forged or expired one gives the same answer.

    Raises:
        Outdated: it does not (any longer) mean anything for this account.
    """
    sheet_id, _, number = data.partition(".")
    sheet = await uow.sheets.get(sheet_id) if number.isascii() and number.isdecimal() else None
    if sheet is None or sheet.holder != account or sheet.expires_at <= uow.now:
        raise Outdated(detail="button")
    if int(number) >= len(sheet.presses):
        raise Outdated(detail="button")
    return sheet.presses[int(number)], sheet.of


def sent_with(message: Message) -> tuple[MessageKind, str] | None:
    """The file in a message, if it has one that we keep."""
    sound = message.voice or message.audio
    if sound:
        return MessageKind.VOICE, sound.file_id
    if message.photo:
        return MessageKind.PHOTO, message.photo[-1].file_id
    film = message.video or message.video_note or message.animation or message.document
    return (MessageKind.DOCUMENT, film.file_id) if film else None


async def expected_of(uow: Unit, account: bytes) -> Expectation | None:
    """What a text of this account is waited for, if it still is."""
    expectation = await uow.expectations.get(account)
    if expectation is None or expectation.expires_at <= uow.now:
        return None
    return expectation
