"""The desk's part of the grid in `rights`: who may compose its pages, and put right what is known of a family."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain.people import Called, Role
from domain.secret import Secret
from usecases.planning import Filled

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
families.change_family         family.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
people.change_person           person.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
planning.write_draft           appointment.plan         -      -    -   -   -     -       x     .      x     -   -    -   -   -
planning.write_draft/moon      appointment.plan         -      -    -   -   -     -       .     x      .     -   -    -   -   -
desk.today                     digest.see               -      -    -   -   -     -       x     x      x     ~   -    -   -   -
desk.coming                    appointment.see          ~      ~    ~   -   -     -       x     x      x     -   -    -   -   -
desk_families.see_all          family.see               -      -    -   -   -     -       x     x      x     -   -    -   -   -
desk_families.search           family.see               -      -    -   -   -     -       x     x      x     -   -    -   -   -
desk_families.see              family.see               -      -    -   -   -     -       x     .      x     -   -    -   -   -
desk_families.see_person       family.see               -      -    -   -   -     -       x     .      x     -   -    -   -   -
desk_families.see_person/moon  family.see               -      -    -   -   -     -       .     x      .     -   -    -   -   -
desk_appointments.see          appointment.see          ~      ~    ~   -   -     -       x     .      x     -   -    -   -   -
desk_appointments.on_paper     appointment.see          ~      -    -   -   -     -       x     .      x     -   -    -   -   -
"""  # noqa: E501 -- one row is one line, or nobody can read it

NOTHING_FILLED = Filled(None, None, None, False, (), None, None)


def _of_family(**more: Any) -> Callable[["Stage"], dict[str, Any]]:
    return lambda stage: {"family": stage.appointment.family, **more}


def _of_fatima(**more: Any) -> Callable[["Stage"], dict[str, Any]]:
    return lambda stage: {"person": stage.world.id("fatima"), **more}


ASKED: dict[str, Callable[["Stage"], dict[str, Any]]] = {
    "families.change_family": _of_family(alias="Zon", symbol="🌞"),
    "people.change_person": _of_fatima(name=Secret("F"), role=Role.PARENT, called=Called.MOTHER),
    "planning.write_draft": _of_family(filled=NOTHING_FILLED),
    "planning.write_draft/moon": lambda stage: {
        "family": stage.world.cast.families["Maan"].id,
        "filled": NOTHING_FILLED,
    },
    "desk_families.search": lambda _: {"words": Secret("fatima")},
    "desk_families.see": _of_family(),
    "desk_families.see_person": _of_fatima(),
    "desk_families.see_person/moon": lambda stage: {"person": stage.world.id("lotte")},
    "desk_appointments.see": lambda stage: {"appointment_id": stage.appointment.id},
    "desk_appointments.on_paper": lambda stage: {
        "appointment_id": stage.appointment.id,
        "person": stage.world.id("fatima"),
    },
}
