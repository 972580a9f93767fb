"""The rulebook: frozen dataclasses and pure functions, without await, clock or I/O."""
