"""What questions share: how a chart looks, how a sentence is made, and where its numbers come from."""
