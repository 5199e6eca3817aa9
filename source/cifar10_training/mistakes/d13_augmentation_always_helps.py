"""Believes that augmentation can never do harm.

question: q1_statements
fails: test_statements_a_and_b
cell: statement_a
"""
statement_a = False
statement_b = False
statement_c = True
statement_d = False
