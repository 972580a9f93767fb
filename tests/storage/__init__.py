"""The archive, on a real file."""
