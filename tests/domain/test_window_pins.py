"""PINs that may not be chosen: what somebody near the person would try first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pins import Pin, PinsDiffer, PinWeak, chosen, is_weak, typed
from domain.secret import Secret
from tests.domain.test_window import NOW


@pytest.mark.parametrize("pin", ["384017", "506192", "947205", "850273", "739064", "448307", "331882"])
def test_what_may_be_chosen(pin: str) -> None:
    assert not is_weak(pin)


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "1234567",
        "12345a",
        "٣٨٤٠١٧",
        "38 017",
        "+84017",
        "000000",
        "777777",
        "100000",
        "454544",
        "123456",
        "654321",
        "890123",
        "210987",
        "121212",
        "838383",
        "474747",
        "384384",
        "112233",
        "558844",
        "147258",
        "159753",
        "963852",
        "010190",
        "311299",
        "290203",
        "850713",
        "991231",
        "198500",
        "200873",
        "731985",
        "832014",
        "061234",
    ],
)
def test_what_may_not(pin: str) -> None:
    assert is_weak(pin)


@given(st.dates(), st.sampled_from(["%d%m%y", "%y%m%d", "%m%Y", "%Y%m"]))
def test_no_birthday_of_anybody_who_lives(day: date, form: str) -> None:
    pin = day.strftime(form)
    if day.year >= 1900 and day.year < 2100:
        assert is_weak(pin)


def test_enough_is_left_to_choose_from() -> None:
    left = sum(not is_weak(f"{number:06}") for number in range(0, 10**6, 7))
    assert 0.84 < left / (10**6 / 7) < 0.92


def test_a_pin_is_chosen_by_typing_it_twice() -> None:
    assert chosen(Secret("384 017"), Secret("384017")).reveal() == "384017"
    with pytest.raises(PinsDiffer):
        chosen(Secret("384017"), Secret("384018"))
    with pytest.raises(PinWeak):
        chosen(Secret("123456"), Secret("123456"))
    assert typed(Secret(" 384 017 ")).reveal() == "384017"


def test_nothing_of_a_pin_is_ever_printed() -> None:
    assert repr(Pin(b"verifier", b"salt", NOW)) == "Pin(•••)"
