"""What the model is held against: patterns, and the calibration that meets some of them."""
