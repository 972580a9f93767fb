"""The machine room: settings, clock, logs, pace, intake, delivery."""
