"""Who acts: one file a kind, with its columns and its parameters; what they do is in processes."""
