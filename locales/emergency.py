"""The lines of the help card, for chat and window alike: what to do, and the number to call (DESIGN §8)."""

from dataclasses import dataclass

from locales.catalogue import text


@dataclass(frozen=True, slots=True)
class Numbers:
    """The telephone numbers of the card. ``own`` is the organisation's, set and checked by itself.

    The others are the national ones (field (e)); people have died of a wrong digit, so a test holds them.
    """

    own: str
    acute: str = "112"
    safe_home: str = "0800-2000"
    suicide: str = "113"
    suicide_by_phone: str = "0800-0113"
    children: str = "0800-0432"


def help_lines(numbers: Numbers, form: str, *, young: bool) -> tuple[tuple[str, str], ...]:
    """Each line with the number to call. For a young person, and a stranger who may be one, a line more."""
    lines = (
        (text("emergency.acute", form, number=numbers.acute), numbers.acute),
        (text("emergency.own", form, number=numbers.own), numbers.own),
        (text("emergency.safe_home", form, number=numbers.safe_home), numbers.safe_home),
        (
            text("emergency.suicide", form, number=numbers.suicide, other=numbers.suicide_by_phone),
            numbers.suicide,
        ),
    )
    children = (text("emergency.children", form, number=numbers.children), numbers.children)
    return (*lines, children) if young else lines
