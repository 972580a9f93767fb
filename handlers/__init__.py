"""The Telegram doors: one update in, one use case called, one reply out."""
