"""The results folder: what is in it, whose it is, how it is written and read back."""
