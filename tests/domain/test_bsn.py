"""A burgerservicenummer that somebody types is taken out; a telephone number or a date stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bsn import is_bsn, without_bsn

REAL = "111222333"
DOTS = "•••••••••"


@pytest.mark.parametrize("typed", [REAL, "111 222 333", "111.222.333", "1112 22 333", "11-12-22-333"])
def test_it_is_found_however_it_is_typed(typed: str) -> None:
    assert without_bsn(f"mijn nummer is {typed}, weet u") == f"mijn nummer is {DOTS}, weet u"


@pytest.mark.parametrize(
    "text",
    [
        "bel 0612345678",
        "111222334",
        "000000000",
        "1112223330",
        "01112223331",
        "26-11-2026 om 14.30 uur",
        "geen cijfers hier",
    ],
)
def test_what_is_no_bsn_stays_as_it_was(text: str) -> None:
    assert without_bsn(text) == text


def test_two_in_one_text_are_both_taken_out() -> None:
    assert without_bsn(f"{REAL} en 123456782") == f"{DOTS} en {DOTS}"


@given(first=st.integers(10_000_000, 99_999_999))
def test_exactly_the_numbers_that_pass_the_eleven_test_disappear(first: int) -> None:
    digits = [int(c) for c in str(first)]
    check = sum(w * d for w, d in zip(range(9, 1, -1), digits, strict=True)) % 11
    for last in range(10):
        number = f"{first}{last}"
        assert is_bsn(number) == (last == check)
        assert (without_bsn(number) == DOTS) == (last == check)


@given(text=st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    assert without_bsn(without_bsn(text)) == without_bsn(text)
