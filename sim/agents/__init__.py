"""Who acts: one file a kind, with its columns, its parameters and what it can be asked to do."""
