"""Setting up the organisation, its teams and professionals."""

from domain.access import Scope
from domain.actions import Action
from domain.actors import Administrator
from domain.audit import Mode
from domain.errors import AlreadySetUp, NotFound, NotSetUp
from domain.people import (
    Organisation,
    OrganisationId,
    Professional,
    ProfessionalId,
    ProfessionalRole,
    Team,
    TeamId,
)
from domain.secret import Secret
from usecases.permission import permit
from usecases.ports import Unit


async def set_up(uow: Unit, who: Administrator, *, organisation: Secret, team: Secret) -> Team:
    """Make the organisation and its first team.

    Raises:
        AlreadySetUp: there is an organisation.
    """
    await permit(uow, who, Action.SET_UP, Scope(), mode=Mode.CREATE, kind="organisation")
    if await uow.organisation.organisation() is not None:
        raise AlreadySetUp
    made = Organisation(OrganisationId(uow.new_id()), organisation)
    await uow.organisation.add_organisation(made)
    return await _add_team(uow, made, team)


async def add_team(uow: Unit, who: Administrator, *, name: Secret) -> Team:
    """Make one more team.

    Raises:
        NotSetUp: there is no organisation yet.
    """
    await permit(uow, who, Action.SET_UP, Scope(), mode=Mode.CREATE, kind="team")
    organisation = await uow.organisation.organisation()
    if organisation is None:
        raise NotSetUp
    return await _add_team(uow, organisation, name)


async def add_professional(
    uow: Unit, who: Administrator, *, name: Secret, role: ProfessionalRole, team: TeamId | None = None
) -> Professional:
    """Add a gezinsmanager or team leader; without ``team`` they join the first team.

    Raises:
        NotSetUp: there is no team yet. NotFound: not this team.
    """
    await permit(uow, who, Action.ADD_PROFESSIONAL, Scope(), mode=Mode.CREATE, kind="professional")
    teams = await uow.organisation.teams()
    if not teams:
        raise NotSetUp
    if team is not None and team not in {t.id for t in teams}:
        raise NotFound(detail="team")
    professional = Professional(ProfessionalId(uow.new_id()), team or teams[0].id, role, name)
    await uow.organisation.add_professional(professional)
    return professional


async def _add_team(uow: Unit, organisation: Organisation, name: Secret) -> Team:
    team = Team(TeamId(uow.new_id()), organisation.id, name)
    await uow.organisation.add_team(team)
    return team
