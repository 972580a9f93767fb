"""The command line: how an organisation sets Kring up and works with it until the window exists."""

from bot.cli.main import main

__all__ = ["main"]
