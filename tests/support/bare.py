"""A history without its words and moments, made the plain way: what the drawer gives of many families must equal it."""

from domain.bare_turns import BareHistory, BareTurn
from domain.histories import History
from domain.summarising import was_asked
from storage.columns import to_micros


def bare_of(history: History) -> BareHistory:
    """The same check-ins in numbers alone."""
    turns = [
        BareTurn(
            one.id,
            turn.holder.person,
            was_asked(turn),
            bool(turn.scores or turn.words),
            {goal: (s.scale, s.value, to_micros(s.changed_at)) for goal, s in turn.scores.items()},
        )
        for one in history.rounds
        for turn in history.turns.get(one.id, ())
    ]
    return BareHistory(history.family, history.rounds, tuple(turns))
