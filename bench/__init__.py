"""What is measured, as ratios in one run, with JSON on standard output."""
