"""A Telegram stand-in on loopback, with phones in the browser and a made-up family."""
