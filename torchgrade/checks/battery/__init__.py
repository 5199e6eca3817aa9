"""Properties that any function or model should have, whatever it computes: checks for any lab."""
