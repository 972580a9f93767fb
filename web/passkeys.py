"""Passkeys over HTTP: what a browser is asked, and whether what it answers is right (WebAuthn level 3).

The library is loaded on first use: a family's telephone should not wait for it, nor a small server hold it.
"""

import base64
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from domain.passkeys import Passkey
from domain.people import Form, Professional
from domain.window import EntryFailed
from locales.catalogue import text
from usecases.ports import Unit
from web.lobby import Lobby

CHALLENGE_LIVES = timedelta(minutes=5)
SIGN_IN = "get"
LONGEST = 16_384
"""Characters of an answer that are looked at; with the largest attestation it is about a quarter of this."""

_PURPOSE = "passkey_challenge"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser answered, not yet verified, and the challenge that it says it answers."""

    given: dict[str, Any] = field(repr=False)
    credential: bytes
    challenge: str


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that was made and verified."""

    credential: bytes
    public_key: bytes
    counter: int


def sign_in_options(uow: Unit, lobby: Lobby) -> str:
    """What the browser is asked: any passkey of ours, and that its holder shows who they are; JSON."""
    import webauthn  # noqa: PLC0415 - see the top
    from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415 - see the top

    options = webauthn.generate_authentication_options(
        rp_id=_host(lobby),
        challenge=_challenge(uow, SIGN_IN).encode(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def enrolment_options(uow: Unit, lobby: Lobby, somebody: Professional, token: str) -> str:
    """What the browser is asked: a passkey that stays in the device, for this professional; JSON."""
    import webauthn  # noqa: PLC0415 - see the top
    from webauthn.helpers import structs  # noqa: PLC0415 - see the top

    name = somebody.name.reveal()
    options = webauthn.generate_registration_options(
        rp_id=_host(lobby),
        rp_name=text("window.title", Form.U),
        user_id=somebody.id.bytes,
        user_name=name,
        user_display_name=name,
        challenge=_challenge(uow, enrolment_purpose(token)).encode(),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.PREFERRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(options)


def enrolment_purpose(token: str) -> str:
    """For what a challenge to make a passkey is good: this one-time link alone."""
    return f"create:{token}"


def read_answer(sent: str) -> Answer:
    """What a browser sent, taken apart.

    Raises:
        EntryFailed: it is not what a browser sends.
    """
    if len(sent) > LONGEST:
        raise EntryFailed
    try:
        given = json.loads(sent)
        client = json.loads(_decoded(given["response"]["clientDataJSON"]))
        challenge = _decoded(client["challenge"]).decode("ascii")
        return Answer(given, _decoded(given["rawId"]), challenge)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise EntryFailed from None


async def spend_challenge(uow: Unit, answer: Answer, purpose: str) -> None:
    """Use the challenge up. Commit this before verifying, so that no answer counts twice.

    Raises:
        EntryFailed: it is not ours, for something else, too old, or used.
    """
    nonce, _, rest = answer.challenge.partition(".")
    ends, _, mark = rest.partition(".")
    if not hmac.compare_digest(_mark(uow, purpose, nonce, ends).encode(), mark.encode()):
        raise EntryFailed
    until = datetime.fromtimestamp(int(ends), UTC)
    if uow.now >= until or not await uow.spent.spend(uow.index(_PURPOSE, nonce), until):
        raise EntryFailed


def verify_made(lobby: Lobby, answer: Answer) -> Made:
    """The passkey in the answer.

    Raises:
        EntryFailed: the answer is not right.
    """
    import webauthn  # noqa: PLC0415 - see the top
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - see the top

    try:
        made = webauthn.verify_registration_response(
            credential=answer.given,
            expected_challenge=answer.challenge.encode(),
            expected_rp_id=_host(lobby),
            expected_origin=sorted(lobby.origins),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise EntryFailed from None
    return Made(made.credential_id, made.credential_public_key, made.sign_count)


def verify_signed(lobby: Lobby, answer: Answer, passkey: Passkey) -> int:
    """How often the passkey says it has signed; whether that goes on from the last time is for the use case to say.

    Raises:
        EntryFailed: the signature is not right, or its holder did not show who they are.
    """
    import webauthn  # noqa: PLC0415 - see the top
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - see the top

    try:
        signed = webauthn.verify_authentication_response(
            credential=answer.given,
            expected_challenge=answer.challenge.encode(),
            expected_rp_id=_host(lobby),
            expected_origin=sorted(lobby.origins),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise EntryFailed from None
    return signed.new_sign_count


def _challenge(uow: Unit, purpose: str) -> str:
    nonce = uow.new_token()
    ends = str(int((uow.now + CHALLENGE_LIVES).timestamp()))
    return f"{nonce}.{ends}.{_mark(uow, purpose, nonce, ends)}"


def _mark(uow: Unit, purpose: str, nonce: str, ends: str) -> str:
    return uow.index(_PURPOSE, f"{purpose}:{nonce}:{ends}").hex()


def _host(lobby: Lobby) -> str:
    return urlsplit(lobby.url).hostname or ""


def _decoded(encoded: str) -> bytes:
    return base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
