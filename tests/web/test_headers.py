"""Cookies, policies and tries by themselves, as they are where it matters: over HTTPS and outside the demo."""

import pytest
from starlette.responses import Response

from web import cookies
from web.headers import Headers
from web.limits import BURST, Tries
from web.lobby import Lobby


@pytest.fixture
def lobby() -> Lobby:
    """A window over HTTPS, with nobody in it."""
    return lobby_at("https://venster.example.org")


def lobby_at(url: str, *, demo: bool = False, frames: tuple[str, ...] = ()) -> Lobby:
    """A window of which only the address matters."""
    nothing: object = None
    return Lobby(
        archive=nothing,  # type: ignore[arg-type]  # no door is opened here
        files=nothing,  # type: ignore[arg-type]  # no door is opened here
        launch_key=b"a launch key",
        url=url,
        emergency_number="0800-0000000",
        bot_username="kring_bot",
        wake=lambda: None,
        phrases=nothing,  # type: ignore[arg-type]  # no door is opened here
        demo=demo,
        frame_ancestors=frames,
    )


def _cookie(lobby: Lobby, kind: str) -> str:
    return cookies.give(Response(), lobby, kind, "token").headers["set-cookie"]


def test_a_familys_cookie_goes_into_telegrams_frame_and_nowhere_else(lobby: Lobby) -> None:
    assert _cookie(lobby, cookies.FAMILY) == (
        "__Host-kring=token; Path=/; Secure; HttpOnly; SameSite=None; Partitioned"
    )


def test_a_professionals_cookie_goes_along_with_our_own_pages_alone(lobby: Lobby) -> None:
    assert _cookie(lobby, cookies.PROFESSIONAL) == (
        "__Host-werk=token; Path=/; Secure; HttpOnly; SameSite=Strict"
    )


def test_over_https_a_browser_never_comes_without_again(lobby: Lobby) -> None:
    assert (b"strict-transport-security", b"max-age=31536000") in Headers(lobby).of("/")
    assert not dict(Headers(lobby_at("http://localhost:8078")).of("/")).get(b"strict-transport-security")


def test_the_desk_stands_in_no_frame_but_the_demos(lobby: Lobby) -> None:
    assert b"frame-ancestors 'none'" in dict(Headers(lobby).of("/werk"))[b"content-security-policy"]
    assert b"frame-ancestors 'none'" in dict(Headers(lobby).of("/werk/vandaag"))[b"content-security-policy"]
    assert b"telegram" in dict(Headers(lobby).of("/werkelijk"))[b"content-security-policy"]
    demo = Headers(lobby_at("http://localhost:1", demo=True, frames=("http://localhost:2",)))
    assert b"frame-ancestors http://localhost:2" in dict(demo.of("/werk"))[b"content-security-policy"]


def test_what_the_doors_share_never_shows_the_key(lobby: Lobby) -> None:
    assert "a launch key" not in repr(lobby)


def test_a_token_of_a_form_belongs_to_one_session() -> None:
    token = cookies.csrf_token("one")
    assert cookies.is_csrf_token("one", token)
    assert not cookies.is_csrf_token("two", token)
    assert not cookies.is_csrf_token("", "")
    assert not cookies.is_csrf_token("one", "é")


def test_tries_run_out_and_come_back_by_themselves() -> None:
    tries = Tries()
    assert sum(tries.take("a", 0) for _ in range(100)) == BURST
    assert tries.take("b", 0)
    assert not tries.take("a", 1)
    assert tries.take("a", 2)
    assert not tries.take("a", -100)


def test_a_flood_of_addresses_takes_no_more_memory() -> None:
    tries = Tries()
    for number in range(20_000):
        tries.take(str(number), 0)
    assert len(tries._buckets) <= 10_000
