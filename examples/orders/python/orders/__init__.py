"""The activities of the orders example, in Python."""
