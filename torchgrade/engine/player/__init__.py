"""The untrusted side: a notebook's cells, and operations on their objects."""
