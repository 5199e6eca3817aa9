"""The untrusted side: runs a notebook's cells, and operations on their objects."""
