"""Wrong solutions made mechanically, from the right one and from what is given."""
