"""Looking an answer over before it leaves: whom it is for, and what of others stands in it (security T11)."""

from dataclasses import dataclass

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.mentions import Mention, mentions_in, names_of
from domain.people import Family, Person, PersonId
from domain.secret import Secret
from usecases.permission import entrusted_to, family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class LookedOver:
    """Whom an answer is for, everybody of that family in the order in which they came, and what to think about."""

    family: Family
    person: Person
    people: tuple[Person, ...]
    mentions: tuple[Mention, ...]


async def look_over(uow: Unit, who: CaseManager, *, person: PersonId, body: Secret) -> LookedOver:
    """What of others stands in this answer: names out of every family of the writer, addresses and numbers.

    What the person and the writer are called themselves is no warning.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    someone = await person_of(uow, person)
    family = await family_of(uow, someone.family)
    await permit(
        uow, who, Action.ANSWER_THREAD, scope_of_family(family, person), mode=Mode.READ, kind="thread"
    )
    owners = {who.professional, family.case_manager, *await entrusted_to(uow, who.professional)}
    around = [one for owner in sorted(owners) for one in await uow.families.people_of_case_manager(owner)]
    writer = await uow.organisation.professional(who.professional)
    own = [someone.name.reveal(), *([writer.name.reveal()] if writer else [])]
    names = names_of((one.name.reveal() for one in around if one.id != person), own)
    people = tuple(one for one in around if one.family == family.id)
    return LookedOver(family, someone, people, mentions_in(body.reveal(), names))
