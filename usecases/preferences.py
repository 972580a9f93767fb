"""What a person chooses for themselves: form of address, quiet hours, reminders, pause."""

from dataclasses import replace

from domain.actions import Action
from domain.actors import Participant
from domain.audit import Mode
from domain.calendar import QuietHours
from domain.linking import Reachability, Recipient
from domain.people import Family, Form, Person, PersonId, Preferences
from domain.work_items import WorkKind
from usecases.letters import is_paused
from usecases.links import set_reach
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


async def read(uow: Unit, who: Participant) -> Preferences:
    """The present choices."""
    person, _ = await _permitted(uow, who, Mode.READ)
    return person.preferences


async def change(
    uow: Unit,
    who: Participant,
    *,
    form: Form | None = None,
    quiet_hours: QuietHours | None = None,
    morning_reminder: bool | None = None,
    shared_phone: bool | None = None,
    tasks_day_before: bool | None = None,
) -> Preferences:
    """Change what is given and leave the rest."""
    person, _ = await _permitted(uow, who, Mode.UPDATE)
    old = person.preferences
    new = replace(
        old,
        form=old.form if form is None else form,
        quiet_hours=old.quiet_hours if quiet_hours is None else quiet_hours,
        morning_reminder=old.morning_reminder if morning_reminder is None else morning_reminder,
        shared_phone=old.shared_phone if shared_phone is None else shared_phone,
        tasks_day_before=old.tasks_day_before if tasks_day_before is None else tasks_day_before,
    )
    await uow.families.save_preferences(person.id, new)
    return new


async def pause(uow: Unit, who: Participant) -> None:
    """Send nothing more, and tell the gezinsmanager to use another way; no reason is asked."""
    person, family = await _permitted(uow, who, Mode.UPDATE)
    if person.preferences.paused_since is not None:
        return
    await uow.families.save_preferences(person.id, replace(person.preferences, paused_since=uow.now))
    await put_on_list(uow, family, WorkKind.CALL_PAUSED, key=_key(person), person=person.id, urgent=True)


async def resume(uow: Unit, who: Participant) -> bool:
    """Send again; False when nothing was paused. Who writes to us can be reached, whatever we thought."""
    person, _ = await _permitted(uow, who, Mode.UPDATE)
    await _reachable_again(uow, person)
    if person.preferences.paused_since is None:
        return False
    await uow.families.save_preferences(person.id, replace(person.preferences, paused_since=None))
    await uow.work_items.close_by_key(_key(person), uow.now)
    return True


async def hears_nothing(uow: Unit, who: Participant) -> bool:
    """Whether nothing is sent to this person: they stopped it, or the gezinsmanager did."""
    person, _ = await _permitted(uow, who, Mode.READ)
    return await is_paused(uow, person)


async def blocked(uow: Unit, who: Participant) -> None:
    """The person blocked the bot: nothing can be sent, so somebody calls."""
    person, family = await _permitted(uow, who, Mode.UPDATE)
    link = await uow.links.of(Recipient(person=person.id))
    if link is None or link.reachability is Reachability.BLOCKED:
        return
    for which in await set_reach(uow, link, Reachability.BLOCKED):
        # Whoever takes part in several families cannot be reached for any of them.
        of = family if which == person.id else await family_of(uow, (await person_of(uow, which)).family)
        await put_on_list(uow, of, WorkKind.CALL_NOT_REACHED, key=_blocked(which), person=which)


async def unblocked(uow: Unit, who: Participant) -> None:
    """The person can be reached again."""
    person, _ = await _permitted(uow, who, Mode.UPDATE)
    await _reachable_again(uow, person)


async def _reachable_again(uow: Unit, person: Person) -> None:
    link = await uow.links.of(Recipient(person=person.id))
    if link is not None and link.reachability is Reachability.BLOCKED:
        for which in await set_reach(uow, link, Reachability.LINKED):
            await uow.work_items.close_by_key(_blocked(which), uow.now)


def _blocked(which: PersonId) -> str:
    return f"blocked:{which.hex}"


def _key(person: Person) -> str:
    return f"paused:{person.id.hex}"


async def _permitted(uow: Unit, who: Participant, mode: Mode) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.CHANGE_PREFERENCES, scope, mode=mode, kind="preferences")
    return person, family
