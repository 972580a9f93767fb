"""A professional's doors to the open list, to the two control words, and to what they type by mistake."""

from domain.buttons import Awaiting
from domain.errors import Outdated
from domain.work_items import WorkItemId
from handlers.case_manager.wiped import wipe_typed
from handlers.doorway import Visit, as_case_manager, as_colleague, the_press
from handlers.presses import expect, no_longer
from handlers.views import professional, public, work
from handlers.views.view import View
from locales.control_words import control_words
from usecases import membership, work_items
from usecases.linking import confirm_words

TWO = 2


async def start(visit: Visit) -> View:
    """`/start` of a colleague: whoever writes to us can be reached, whatever we thought."""
    await membership.come_back(visit.uow, as_colleague(visit))
    return public.start(visit.who, visit.form)


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
    if words:
        await wipe_typed(visit)
    if are_words(words):
        return await _confirm(visit, words)
    await expect(visit, Awaiting.CONTROL_WORDS)
    return professional.words_waiting()


async def words_that_match(visit: Visit) -> View | None:
    """The two words of somebody who waits for them, whatever else we asked for; None when it is something else."""
    if visit.is_edit or not are_words(visit.text):
        return None
    who = as_case_manager(visit)
    if not await confirm_words(visit.uow, who, words=visit.text, professionals=False, is_try=False):
        return None
    return await _linked(visit)


async def typed_words(visit: Visit) -> View:
    """The two words, typed because we asked for them; what cannot be two of ours is not held against anybody."""
    if not are_words(visit.text):
        await wipe_typed(visit)
        return professional.words_waiting()
    return await _confirm(visit, visit.text)


def are_words(typed: str) -> bool:
    """Whether this is exactly two of the words that we let people read out."""
    said = [word.strip(".,!").casefold() for word in typed.split()]
    return len(said) == TWO and set(said) <= set(control_words())


async def welcome_understood(_visit: Visit) -> View:
    """Ik begrijp het, of a professional."""
    return professional.done()


async def typed(visit: Visit) -> View:
    """Something that is no command: not kept, and wiped, since it may hold a name."""
    await wipe_typed(visit)
    return professional.typed()


async def settings(_visit: Visit) -> View:
    """`/instellingen`: there are none here."""
    return professional.settings()


async def _confirm(visit: Visit, words: str) -> View:
    if not await confirm_words(visit.uow, as_case_manager(visit), words=words, professionals=False):
        await wipe_typed(visit)
        return professional.words_wrong()
    return await _linked(visit)


async def _linked(visit: Visit) -> View:
    await wipe_typed(visit)
    await no_longer(visit, Awaiting.CONTROL_WORDS)
    return professional.words_accepted()
