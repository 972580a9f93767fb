"""Doors for a family and the people around it."""
