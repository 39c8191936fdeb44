"""A local page on which strategies are picked, levers moved and a small county run: loopback alone."""
