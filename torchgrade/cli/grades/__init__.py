"""Commands that work on the grades of a run, one file each."""
