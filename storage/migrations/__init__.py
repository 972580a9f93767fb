"""The history of the tables; each step is small, and safe beside the previous release."""
