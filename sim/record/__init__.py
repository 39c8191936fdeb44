"""What is written down: the end of each year as statistics see it."""
