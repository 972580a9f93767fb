"""Every notice of the rulebook survives being kept, also one that is added tomorrow."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notices import Notice, Welcome
from storage.notice_codec import KINDS, decode, encode

AWARE = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone
st.register_type_strategy(datetime, AWARE)
st.register_type_strategy(date, st.dates())

NOTICES = st.one_of([st.builds(kind) for kind in get_args(Notice)])


@given(NOTICES)
def test_a_notice_comes_back_the_same(notice: Notice) -> None:
    assert decode(encode(notice)) == notice


def test_every_kind_is_known() -> None:
    assert set(KINDS.values()) == set(get_args(Notice))


@pytest.mark.parametrize("text", ['{"kind":"Path"}', "{}", '{"kind":"Secret","_text":"x"}'])
def test_another_kind_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no kind we know"):
        decode(text)


def test_a_notice_is_kept_as_plain_facts() -> None:
    assert encode(Welcome()) == '{"kind":"Welcome"}'
