"""Rules about the results of the solution, its variants and its mutants."""
