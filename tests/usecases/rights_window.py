"""The window's part of the grid in `rights`: who may come in, give a key, and end what was opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domain.passkeys import Passkey
from domain.secret import Secret
from domain.window import Session
from tests.usecases.browsers import KEY, enrolled, give_link, launch_data
from tests.usecases.world import ADMINISTRATOR, World
from usecases import passkeys
from usecases.keyrings import Given

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
window.choices_of_launch       window.open              ~      ~    ~   -   -     -       -     -      -     -   -    -   x   -
window.enter_by_launch         window.open              ~      ~    ~   -   -     -       -     -      -     -   -    -   x   -
window.enter_by_link           window.open              ~      ~    ~   -   -     -       -     -      -     -   -    -   x   -
keyrings.give_link             window.give_key          -      -    -   -   -     -       x     .      x     -   -    -   -   -
keyrings.restore               window.give_key          -      -    -   -   -     -       x     .      x     -   -    -   -   -
keyrings.end_access            window.give_key          -      -    -   -   -     -       x     .      x     -   -    -   -   -
keyrings.see                   window.give_key          -      -    -   -   -     -       x     .      x     -   -    -   -   -
keyrings.see/moon              window.give_key          -      -    -   -   -     -       .     x      .     -   -    -   -   -
passkeys.enrol                 window.enrol             -      -    -   -   -     -       -     -      -     -   -    x   -   -
passkeys.enrolment_of          window.sign_in           -      -    -   -   -     -       ~     -      -     ~   -    -   x   -
passkeys.register              window.sign_in           -      -    -   -   -     -       ~     -      -     ~   -    -   x   -
passkeys.sign_in               window.sign_in           -      -    -   -   -     -       ~     -      -     ~   -    -   x   -
passkeys.demo_sign_in          window.sign_in           -      -    -   -   -     -       ~     -      -     ~   -    -   x   -
passkeys.passkeys_of           session.see              -      -    -   -   -     -       x     x      x     x   x    -   -   -
passkeys.end_passkey           session.end              -      -    -   -   -     -       x     .      .     .   .    ~   -   -
sessions.sessions_of           session.see              -      -    -   -   -     -       x     x      x     x   x    -   -   -
sessions.end_session           session.end              -      -    -   -   -     -       x     .      .     x   .    x   -   -
sessions.end_others            session.end              -      -    -   -   -     -       x     x      x     x   x    ~   -   -
sessions.end_all               session.end              -      -    -   -   -     -       ~     -      -     ~   -    x   -   -
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class WindowStage:
    """Fatima's link, Mehmet's one-time link, and Sanne with a passkey and an open window."""

    given: Given
    enrolment: Secret
    passkey: Passkey
    session: Session


async def set_window(world: World) -> WindowStage:
    """What the window's use cases may be about."""
    browser = await enrolled(world)
    (passkey,) = await world.do(passkeys.passkeys_of, world.sanne)
    mehmet = world.cast.professionals["mehmet"].id
    return WindowStage(
        given=await give_link(world),
        enrolment=await world.do(passkeys.enrol, ADMINISTRATOR, professional=mehmet),
        passkey=passkey,
        session=await browser.here(),
    )


def _of_fatima(**more: Any) -> Callable[["Stage"], dict[str, Any]]:
    return lambda stage: {"person": stage.world.id("fatima"), **more}


def _of_sanne(stage: "Stage") -> dict[str, Any]:
    return {"professional": stage.world.sanne.professional}


ASKED: dict[str, Callable[["Stage"], dict[str, Any]]] = {
    "window.choices_of_launch": lambda stage: {
        "init_data": launch_data(601, stage.world.clock.now),
        "key": KEY,
    },
    "window.enter_by_launch": lambda stage: {
        "init_data": launch_data(601, stage.world.clock.now),
        "key": KEY,
    },
    "window.enter_by_link": lambda stage: {"key": stage.window.given.key},
    "keyrings.give_link": _of_fatima(),
    "keyrings.restore": _of_fatima(spoken=True),
    "keyrings.end_access": _of_fatima(),
    "keyrings.see": _of_fatima(),
    "keyrings.see/moon": lambda stage: {"person": stage.world.id("lotte")},
    "passkeys.enrol": _of_sanne,
    "passkeys.enrolment_of": lambda stage: {"token": stage.window.enrolment},
    "passkeys.register": lambda stage: {
        "token": stage.window.enrolment,
        "credential": b"new",
        "public_key": b"public",
        "counter": 0,
    },
    "passkeys.sign_in": lambda stage: {"passkey": stage.window.passkey, "counter": 1},
    "passkeys.demo_sign_in": _of_sanne,
    "passkeys.end_passkey": lambda stage: {
        "passkey_id": stage.window.passkey.id,
        "session": stage.window.session,
    },
    "sessions.end_session": lambda stage: {"session_id": stage.window.session.id},
    "sessions.end_others": lambda stage: {"session": stage.window.session},
    "sessions.end_all": _of_sanne,
}
