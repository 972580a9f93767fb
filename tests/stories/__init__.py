"""Stories: people on their phones, the real bot, a real database; only Telegram and the clock are made up."""
