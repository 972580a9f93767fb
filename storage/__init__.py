"""The archive: the only room that knows tables and keys."""
