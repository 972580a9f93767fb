"""The window over HTTP, and in a real browser."""
