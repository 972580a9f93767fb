"""Accounts that nobody knows yet, and the steps of linking one to somebody."""

from dataclasses import dataclass

from domain.actors import Administrator, CaseManager, Stranger
from domain.linking import Invitation, Recipient
from domain.secret import Secret
from tests.usecases.world import World
from usecases import linking
from usecases.linking import Issued

STRANGER = Stranger()


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone with a Telegram account of this number."""

    world: World
    user: int

    async def account(self) -> bytes:
        """The keyed index of the account."""
        async with self.world.archive.reading() as uow:
            return uow.index("account", str(self.user))

    async def opens(self, issued: Issued) -> bool:
        """Whether the link leads on to the code."""
        return await self.opens_token(issued.token.reveal())

    async def opens_token(self, token: str) -> bool:
        """The same with a typed token."""
        return await self.world.do(
            linking.open_invitation,
            STRANGER,
            account=await self.account(),
            chat=Secret(str(self.user)),
            token=token,
        )

    async def types(self, code: str) -> tuple[str, str] | None:
        """The words that are shown after this code, if any."""
        return await self.world.do(linking.give_code, STRANGER, account=await self.account(), code=code)

    async def reads_out(self, issued: Issued) -> str:
        """The two words, after opening the link and typing the right code."""
        assert await self.opens(issued)
        words = await self.types(issued.code.reveal())
        assert words is not None
        return " ".join(words)

    async def holder(self) -> Recipient | None:
        """Whose telephone it is by now."""
        async with self.world.archive.reading() as uow:
            link = await uow.links.by_account(await self.account())
        return None if link is None else link.holder


async def invite(world: World, key: str = "wil", by: CaseManager | Administrator | None = None) -> Issued:
    """An invitation, by Sanne when it is nobody else."""
    return await world.do(linking.invite, by or world.sanne, invitee=world.cast.recipient(key))


async def confirm(
    world: World, words: str, by: CaseManager | Administrator | None = None, *, professionals: bool = False
) -> bool:
    """These words are typed, by Sanne when it is nobody else."""
    return await world.do(linking.confirm_words, by or world.sanne, words=words, professionals=professionals)


async def invitation(world: World, issued: Issued) -> Invitation:
    """How it stands."""
    async with world.archive.reading() as uow:
        found = await uow.invitations.get(issued.invitation)
    assert found is not None
    return found


def wrong(issued: Issued) -> str:
    """Another code than the right one."""
    return f"{(int(issued.code.reveal()) + 1) % 10**6:06}"
