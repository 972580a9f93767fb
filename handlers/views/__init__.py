"""Views: domain values become texts and buttons here, and nowhere else."""
