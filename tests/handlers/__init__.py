"""Tests of the doors and of what they show."""
