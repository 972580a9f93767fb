"""A professional's doors to the open list, to the two control words, and to what they type by mistake."""

from domain.buttons import Awaiting
from domain.errors import Outdated
from domain.work_items import WorkItemId
from handlers.doorway import Visit, as_case_manager, as_colleague, the_press
from handlers.presses import expect
from handlers.views import professional, work
from handlers.views.view import View
from usecases import work_items
from usecases.linking import confirm_words
from usecases.threads import wipe

TWO = 2


async def open_list(visit: Visit) -> View:
    """`/lijst`."""
    return work.open_list(await work_items.see(visit.uow, as_colleague(visit)), now=visit.uow.now)


async def done(visit: Visit) -> View:
    """Gedaan."""
    which = the_press(visit).subject
    if which is None:
        raise Outdated(detail="button")
    who = as_colleague(visit)
    await work_items.close(visit.uow, who, item_id=WorkItemId(which))
    return work.done(await work_items.see(visit.uow, who), now=visit.uow.now)


async def confirm(visit: Visit) -> View:
    """`/bevestig woord woord`, or without words: wait for them."""
    words = visit.text.partition(" ")[2].strip()
    if len(words.split()) == TWO:
        return await _confirm(visit, words)
    await expect(visit, Awaiting.CONTROL_WORDS)
    return professional.words_waiting()


async def typed_words(visit: Visit) -> View:
    """The two words, typed because we asked for them."""
    return await _confirm(visit, visit.text)


async def welcome_understood(_visit: Visit) -> View:
    """Ik begrijp het, of a professional."""
    return professional.done()


async def typed(visit: Visit) -> View:
    """Something that is no command: not kept, and wiped, since it may hold a name."""
    await wipe(visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient)
    return professional.typed()


async def settings(_visit: Visit) -> View:
    """`/instellingen`: there are none here."""
    return professional.settings()


async def _confirm(visit: Visit, words: str) -> View:
    await wipe(visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient)
    if not await confirm_words(visit.uow, as_case_manager(visit), words=words, professionals=False):
        return professional.words_wrong()
    await visit.uow.expectations.clear(visit.account)
    return professional.words_accepted()
