"""Tests of the Telegram stand-in itself: it must be at least as strict as the real one."""
