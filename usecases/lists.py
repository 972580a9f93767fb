"""On whose list something about a chat belongs: the gezinsmanager's of a person, a professional's own, the team's."""

from domain.linking import Recipient
from domain.people import ProfessionalRole
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from usecases.outbox import put_on_list
from usecases.permission import family_of, person_of
from usecases.ports import Unit


async def put_on_list_of(uow: Unit, holder: Recipient | None, kind: WorkKind, *, key: str) -> None:
    """Put something about somebody's chat on the list of who can act; of a stranger, on the first team's.

    Nothing is put anywhere while there is no team yet: then there is nobody whose list it could be.
    """
    if holder is not None and holder.person is not None:
        person = await person_of(uow, holder.person)
        await put_on_list(uow, await family_of(uow, person.family), kind, key=key, person=person.id)
        return
    professional = None
    if holder is not None and holder.professional is not None:
        professional = await uow.organisation.professional(holder.professional)
    teams = await uow.organisation.teams()
    if professional is None and not teams:
        return
    own = professional is not None and professional.role is ProfessionalRole.CASE_MANAGER
    await uow.work_items.put(
        WorkItem(
            id=WorkItemId(uow.new_id()),
            key=key,
            kind=kind,
            on=OnList.CASE_MANAGER if own else OnList.TEAM,
            team=professional.team if professional else teams[0].id,
            case_manager=professional.id if professional else None,
            made_at=uow.now,
        )
    )
