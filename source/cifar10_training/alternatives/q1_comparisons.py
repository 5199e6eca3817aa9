"""The answers are the outcome of comparisons.

question: q1_statements
fails: none
cell: statement_a
"""
statement_a = 1 > 2
statement_b = not statement_a
statement_c = statement_b
statement_d = bool(0)
