"""Doors for the gezinsmanager and the team leader."""
