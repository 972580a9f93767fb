"""`python -m bot` and `kring`: hands over to the command line."""

import sys


def main() -> int:
    """Carry out what the arguments ask; the exit status."""
    from bot.cli import main as command_line  # noqa: PLC0415 - a wrong word should not wait for Telegram's library

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
