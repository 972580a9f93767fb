"""Commands that tie people to their Telegram account: invite, show the QR, type the control words."""

import sys
from argparse import Namespace
from pathlib import Path

import httpx
import segno

from bot.cli.office import Office, ask, find_family, find_person, find_professional
from domain.actors import Administrator
from domain.errors import InvitationFailed
from domain.linking import INVITATION_LIVES, Recipient
from usecases.linking import Issued, confirm_words
from usecases.linking import invite as issue

WHO = Administrator()


async def invite(office: Office, args: Namespace) -> None:
    """`kring invite`: a fresh invitation; earlier ones for the same person stop working."""
    who = None if args.professional else ask(args.person, "cli.ask.person")
    async with office.archive.unit() as uow:
        if args.professional:
            professional = await find_professional(uow, args.professional)
            invitee = Recipient(professional=professional.id)
        else:
            family = await find_family(uow, args.family) if args.family else None
            person = await find_person(uow, family, who or "")
            invitee = Recipient(person=person.id)
        issued = await issue(uow, WHO, invitee=invitee)
    office.give(await hand_over(office, issued, args.qr))


async def confirm_professional(office: Office, args: Namespace) -> None:
    """`kring professional confirm`: the words that a colleague reads out."""
    await _confirm(office, args, professionals=True)


async def confirm_person(office: Office, args: Namespace) -> None:
    """`kring person confirm`: the words that somebody of a family reads out."""
    await _confirm(office, args, professionals=False)


async def hand_over(office: Office, issued: Issued, qr: str | None) -> dict[str, object]:
    """Show link, QR and code once; the code is for telling by voice, never for sending along."""
    token = issued.token.reveal()
    username = await _bot_username(office)
    link = f"https://t.me/{username}?start={token}" if username else None
    result: dict[str, object] = {
        "invitation": str(issued.invitation),
        "link": link,
        "start": token,
        "code": issued.code.reveal(),
        "valid_hours": int(INVITATION_LIVES.total_seconds()) // 3600,
    }
    code = segno.make(link or f"/start {token}", error="m")
    if qr:
        _save(code, qr)
        result["qr"] = qr
    if not office.as_json:
        office.say("cli.invite.link", link=link or f"/start {token}")
        code.terminal(out=sys.stdout, compact=True)
        office.say("cli.invite.code", code=issued.code.reveal())
        office.say("cli.invite.how")
    return result


async def _confirm(office: Office, args: Namespace, *, professionals: bool) -> None:
    words = ask(" ".join(args.said or args.words) or None, "cli.ask.words")
    async with office.archive.unit() as uow:
        confirmed = await confirm_words(uow, WHO, words=words, professionals=professionals)
    if not confirmed:
        raise InvitationFailed
    office.say("cli.confirmed")
    office.give({"confirmed": True})


def _save(code: segno.QRCode, qr: str) -> None:
    code.save(qr, scale=8, border=4)
    Path(qr).chmod(0o600)


async def _bot_username(office: Office) -> str | None:
    """Ask Telegram what the bot is called; None when it cannot be reached (the token is in no message)."""
    base, token = office.settings.server, office.settings.token.get_secret_value()
    try:
        async with httpx.AsyncClient(timeout=5) as client:
            answer = await client.get(f"{base}/bot{token}/getMe")
            username = answer.json()["result"]["username"]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None
    return username if isinstance(username, str) else None
