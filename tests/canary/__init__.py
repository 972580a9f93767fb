"""Canaries: every field of two families holds a word of its own, and no word is found where it does not belong."""
