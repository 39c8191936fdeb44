"""What happens in a year: one process a file."""
