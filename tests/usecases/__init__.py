"""The use cases, called for real on a real file, with a clock that one moves."""
