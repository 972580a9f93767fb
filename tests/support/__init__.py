"""What the tests of every room share: the cast, the world, and the bot as it runs."""
