"""Joining as it happens on the sofa, step by step, and what of it is kept."""

from demo.phone import Phone
from domain.actors import Administrator
from domain.linking import Invitation
from tests.support.world import KringUnderTest
from usecases.linking import Issued, invite


async def invited(kring: KringUnderTest, key: str) -> Issued:
    """An invitation for somebody of the cast."""
    async with kring.unit() as uow:
        return await invite(uow, Administrator(), invitee=kring.cast.recipient(key))


async def let_go(kring: KringUnderTest, *keys: str) -> None:
    """They are linked no longer."""
    async with kring.unit() as uow:
        for key in keys:
            link = await uow.links.of(kring.cast.recipient(key))
            assert link is not None
            await uow.links.end(link.id, uow.now)


async def words_shown(kring: KringUnderTest, phone: Phone, issued: Issued) -> str:
    """The two words on their screen, after link and code."""
    await phone.says(f"/start {issued.token.reveal()}")
    await phone.waits_for("zes cijfers")
    return await code_given(kring, phone, issued)


async def code_given(kring: KringUnderTest, phone: Phone, issued: Issued) -> str:
    """The two words on their screen, after the code."""
    await phone.says(issued.code.reveal())
    await kring.idle()
    assert "hardop" in phone.last().text
    return phone.last().text.splitlines()[1]


async def invitation_of(kring: KringUnderTest, issued: Issued) -> Invitation:
    """How it stands."""
    async with kring.reading() as uow:
        found = await uow.invitations.get(issued.invitation)
    assert found is not None
    return found
