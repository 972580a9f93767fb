"""As whom a Telegram account can act: somebody can take part in several families, and never in two at once."""

from dataclasses import dataclass

from domain.actors import Participant, participant
from domain.errors import Outdated
from domain.held_words import HELD_FOR, HeldWords, HeldWordsId
from domain.linking import Link, Recipient
from domain.people import Form, PersonId
from domain.work_items import WorkKind
from usecases.outbox import put_on_list
from usecases.permission import family_of, person_of
from usecases.ports import Unit
from usecases.threads import Incoming, wipe


@dataclass(frozen=True, slots=True)
class Role:
    """One of the persons whom an account can act as, known by the symbol of the family; ``chosen``: the present one."""

    person: PersonId
    symbol: str
    form: Form
    chosen: bool


async def roles_of(uow: Unit, links: tuple[Link, ...], present: Link | None) -> tuple[Role, ...]:
    """The persons of these links of one account, in the order in which they were linked; empty when it is only one."""
    people = [link.holder.person for link in links if link.holder.person is not None]
    if len(people) <= 1:
        return ()
    found: list[Role] = []
    for which in people:
        person = await person_of(uow, which)
        family = await family_of(uow, person.family)
        chosen = present is not None and present.holder.person == which
        found.append(Role(which, family.symbol, person.preferences.form, chosen))
    return tuple(found)


async def choose(uow: Unit, *, account: bytes, person: PersonId) -> Participant:
    """From now on what this account asks for by itself is asked as this person.

    Raises:
        Outdated: the account is not (any longer) this person's.
    """
    for link in await uow.links.all_of(account):
        if link.holder.person == person:
            await uow.links.choose(link.id, uow.now)
            return participant(await person_of(uow, person))
    raise Outdated(detail="circle")


async def hold(
    uow: Unit, roles: tuple[Role, ...], *, incoming: Incoming, account: bytes, chat: int, of: Recipient | None
) -> None:
    """Keep what was typed, sealed and in nobody's conversation, until it is known for which family it is.

    Words of danger cannot wait for that: every one of the gezinsmanagers is called upon at once.
    """
    words = HeldWords(
        id=HeldWordsId(uow.new_id()),
        account=account,
        kind=incoming.kind,
        body=incoming.body,
        received_at=uow.now,
        expires_at=uow.now + HELD_FOR,
        source=incoming.source,
        message=incoming.message,
        is_edit=incoming.is_edit,
        alarming=incoming.alarming,
    )
    if not await uow.held.keep(words):
        return
    await wipe(uow, account=account, chat=chat, message=incoming.message, of=of)
    if not incoming.alarming:
        return
    for role in roles:
        family = await family_of(uow, (await person_of(uow, role.person)).family)
        key = _urgent(words.source, role.person)
        await put_on_list(uow, family, WorkKind.POSSIBLY_URGENT, key=key, person=role.person, urgent=True)


async def release(uow: Unit, *, account: bytes, person: PersonId) -> tuple[Incoming, ...]:
    """Hand over what was held for this account, oldest first, each once; it is for this person now."""
    found: list[Incoming] = []
    others = [link.holder.person for link in await uow.links.all_of(account)]
    for waiting in await uow.held.get(account):
        words = await uow.held.take(waiting.id)
        if words is None:
            continue
        for other in others:
            if words.alarming and other is not None and other != person:
                await uow.work_items.close_by_key(_urgent(words.source, other), uow.now)
        found.append(
            Incoming(words.kind, words.body, words.source, words.message, words.is_edit, words.alarming)
        )
    return tuple(found)


def _urgent(source: int, person: PersonId) -> str:
    return f"held_urgent:{source}:{person.hex}"
