"""The machine room: process, settings, wiring, timers, delivery, intake."""
