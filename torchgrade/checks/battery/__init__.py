"""What every function and model should do, whatever else it is for: checks to ask in any lab."""
