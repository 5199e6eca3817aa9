"""Wrong solutions that are made mechanically, from the right one and from given code."""
