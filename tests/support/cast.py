"""A cast everybody knows, and a data file in which they are linked already, made once per run."""

import asyncio
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.actors import Administrator, Participant, colleague, participant
from domain.linking import Link, LinkId, Recipient
from domain.people import (
    Called,
    Family,
    FamilyId,
    Person,
    Professional,
    ProfessionalRole,
    Role,
)
from domain.secret import Secret
from handlers.house import account_of
from locales.control_words import control_words
from storage.archive import Archive
from storage.opening import open_archive
from storage.vault import make_master_key
from usecases.families import add_family, add_person
from usecases.organisation import add_professional, set_up
from usecases.ports import Unit

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""When a test begins: Monday 23 November 2026, 09.00 in Amsterdam."""

ADMINISTRATOR = Administrator()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast, and their Telegram user number."""

    key: str
    user: int
    name: str
    role: Role | ProfessionalRole | None
    called: Called | None = None
    family: str = ""


CAST = (
    Member("sanne", 501, "Sanne Vermeulen", ProfessionalRole.CASE_MANAGER),
    Member("mehmet", 502, "Mehmet Demir", ProfessionalRole.CASE_MANAGER),
    Member("ria", 503, "Ria Postma", ProfessionalRole.TEAM_LEADER),
    Member("fatima", 601, "Fatima el Amrani", Role.PARENT, Called.MOTHER, "Ster"),
    Member("jan", 602, "Jan de Wit", Role.PARENT, Called.FATHER, "Ster"),
    Member("noor", 603, "Noor de Wit", Role.YOUNG_PERSON, Called.YOUNG_PERSON, "Ster"),
    Member("wil", 604, "Wil Jansen", Role.NETWORK_MEMBER, Called.GRANDMOTHER, "Ster"),
    Member("lotte", 605, "Lotte Bakker", Role.PARENT, Called.MOTHER, "Maan"),
    Member("stranger", 901, "Onbekende", None),
)
"""Sanne has family ⭐ Ster, Mehmet family 🌙 Maan, Ria leads their team; the stranger belongs to nobody."""


@dataclass(slots=True)
class Cast:
    """Everybody as they stand in the archive."""

    families: dict[str, Family] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    professionals: dict[str, Professional] = field(default_factory=dict)

    def actor(self, key: str) -> object:
        """Somebody as an acting type, whose use cases they may call."""
        if key in self.people:
            return participant(self.people[key])
        return colleague(self.professionals[key])

    def participant(self, key: str) -> Participant:
        """Somebody of a family as an acting type."""
        return participant(self.people[key])

    def recipient(self, key: str) -> Recipient:
        """Somebody as one to whom can be sent."""
        if key in self.people:
            return Recipient(person=self.people[key].id)
        return Recipient(professional=self.professionals[key].id)


@dataclass(frozen=True, slots=True)
class Files:
    """The three files of an archive."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "kring.db"

    @property
    def keys(self) -> Path:
        return self.folder / "kring.keys.db"

    @property
    def master(self) -> Path:
        return self.folder / "kring.key"

    def copied_to(self, folder: Path) -> "Files":
        """A copy of our own, to spoil."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in (self.database, self.keys, self.master):
            shutil.copy2(file, folder / file.name)
        return Files(folder)


def make_template(folder: Path) -> tuple[Files, Cast]:
    """A data file with the whole cast in it, linked and consenting, a week before the tests begin."""
    files = Files(folder)
    return files, asyncio.run(_make(files))


async def open_files(files: Files, clock: Callable[[], datetime], writer: str = "test") -> Archive:
    """The archive in these files; close it."""
    from storage.vault import read_master_key  # noqa: PLC0415 - only who opens files needs a key

    return await open_archive(
        files.database,
        read_master_key(files.master),
        clock=clock,
        writer=writer,
        entropy=os.urandom,
        words=control_words(),
        keys_url=files.keys,
    )


async def link(uow: Unit, cast: Cast, key: str) -> None:
    """Tie somebody to their Telegram account, as if they had done it all on the sofa."""
    member = next(member for member in CAST if member.key == key)
    await uow.links.add(
        Link(
            id=LinkId(uow.new_id()),
            holder=cast.recipient(key),
            account=account_of(uow, member.user),
            chat=Secret(str(member.user)),
            linked_at=uow.now,
            consented_at=uow.now,
        )
    )


async def _make(files: Files) -> Cast:
    make_master_key(files.master)
    archive = await open_files(files, lambda: START - timedelta(days=7))
    cast = Cast()
    try:
        async with archive.unit() as uow:
            await set_up(
                uow, ADMINISTRATOR, organisation=Secret("Jeugdhuis Delta"), team=Secret("Team Noord")
            )
            await _add_everybody(uow, cast)
            for member in CAST:
                if member.role is not None:
                    await link(uow, cast, member.key)
    finally:
        await archive.close()
    return cast


async def _add_everybody(uow: Unit, cast: Cast) -> None:
    for member in CAST:
        match member.role:
            case ProfessionalRole() as role:
                cast.professionals[member.key] = await add_professional(
                    uow, ADMINISTRATOR, name=Secret(member.name), role=role
                )
            case Role() as role:
                person = await add_person(
                    uow,
                    ADMINISTRATOR,
                    family=await _family(uow, cast, member.family),
                    role=role,
                    name=Secret(member.name),
                    called=member.called,
                    has_authority=role is Role.PARENT,
                )
                cast.people[member.key] = person
            case None:
                pass


async def _family(uow: Unit, cast: Cast, alias: str) -> FamilyId:
    if alias not in cast.families:
        symbol, who = {"Ster": ("⭐", "sanne"), "Maan": ("🌙", "mehmet")}[alias]
        case_manager = cast.professionals[who].id
        cast.families[alias] = await add_family(
            uow, ADMINISTRATOR, alias=alias, symbol=symbol, case_manager=case_manager
        )
    return cast.families[alias].id
