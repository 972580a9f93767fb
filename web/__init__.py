"""The window: the HTTPS doors for families and for professionals."""
