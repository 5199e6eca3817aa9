"""A player's processes: what they take, and their end."""
