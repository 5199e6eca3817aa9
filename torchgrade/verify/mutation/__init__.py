"""Wrong solutions made mechanically from the right one."""
