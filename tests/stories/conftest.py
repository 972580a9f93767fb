"""The stories share the world of `tests/support`."""

from tests.support.fixtures import cast, files, kring, kring_stopped, template

__all__ = ["cast", "files", "kring", "kring_stopped", "template"]
