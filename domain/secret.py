"""Text that must not be seen by accident: in a log, an exception, a push text or a callback."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A text that shows itself only when asked to, by name.

    It is sealed and opened at the storage door; everywhere else it prints as three dots.
    """

    _text: str

    def reveal(self) -> str:
        """The text itself; call this only where a person is entitled to read it."""
        return self._text

    def __repr__(self) -> str:
        return "•••"

    def __str__(self) -> str:
        return "•••"

    def __format__(self, spec: str) -> str:
        return "•••"

    def __bool__(self) -> bool:
        return bool(self._text)
