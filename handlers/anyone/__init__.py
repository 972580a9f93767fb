"""Doors that are open to everybody: help, privacy, and joining with an invitation."""
