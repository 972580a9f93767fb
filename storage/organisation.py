"""The drawer of the organisation, its teams and professionals; names are sealed."""

from sqlalchemy import bindparam, insert, select

from domain.people import (
    Organisation,
    OrganisationId,
    Professional,
    ProfessionalId,
    ProfessionalRole,
    Team,
    TeamId,
)
from storage.desk import Desk, of_organisation, of_person
from storage.statements import Row, Statement
from storage.tables.organisation import organisations, professionals, teams

_ADD_ORGANISATION = Statement(insert(organisations))
_ADD_TEAM = Statement(insert(teams))
_ADD_PROFESSIONAL = Statement(insert(professionals))
_ORGANISATION = Statement(select(organisations).order_by(organisations.c.id).limit(1))
_TEAMS = Statement(select(teams).order_by(teams.c.id))
_PROFESSIONAL = Statement(select(professionals).where(professionals.c.id == bindparam("which")))
_PROFESSIONALS = Statement(select(professionals).order_by(professionals.c.id))


class OrganisationDrawer:
    """Names of organisation and teams under the organisation's key, of professionals under their own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add_organisation(self, organisation: Organisation) -> None:
        owner = of_organisation(organisation.id)
        name = await self._desk.seal(owner, "organisations", organisation.id, "name", organisation.name)
        self._desk.tx.later(_ADD_ORGANISATION, id=organisation.id, name=name)

    async def organisation(self) -> Organisation | None:
        """The one there is."""
        row = await self._desk.tx.first(_ORGANISATION)
        if row is None:
            return None
        name = await self._desk.read(of_organisation(row["id"]), "organisations", row, "name")
        return Organisation(OrganisationId(row["id"]), name)

    async def add_team(self, team: Team) -> None:
        name = await self._desk.seal(of_organisation(team.organisation), "teams", team.id, "name", team.name)
        self._desk.tx.later(_ADD_TEAM, id=team.id, organisation=team.organisation, name=name)

    async def teams(self) -> tuple[Team, ...]:
        """All of them, oldest first."""
        return tuple([await self._team(row) for row in await self._desk.tx.all(_TEAMS)])

    async def add_professional(self, professional: Professional) -> None:
        owner = of_person(professional.id)
        name = await self._desk.seal(owner, "professionals", professional.id, "name", professional.name)
        self._desk.tx.later(
            _ADD_PROFESSIONAL,
            id=professional.id,
            team=professional.team,
            role=professional.role.value,
            name=name,
        )

    async def professional(self, which: ProfessionalId) -> Professional | None:
        row = await self._desk.tx.first(_PROFESSIONAL, which=which)
        return None if row is None else await self._professional(row)

    async def professionals(self) -> tuple[Professional, ...]:
        """All of them, oldest first."""
        return tuple([await self._professional(row) for row in await self._desk.tx.all(_PROFESSIONALS)])

    async def _team(self, row: Row) -> Team:
        name = await self._desk.read(of_organisation(row["organisation"]), "teams", row, "name")
        return Team(TeamId(row["id"]), OrganisationId(row["organisation"]), name)

    async def _professional(self, row: Row) -> Professional:
        name = await self._desk.read(of_person(row["id"]), "professionals", row, "name")
        return Professional(
            ProfessionalId(row["id"]), TeamId(row["team"]), ProfessionalRole(row["role"]), name
        )
