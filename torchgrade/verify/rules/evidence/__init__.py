"""Rules about what the solution, its variants and its mutants scored."""
