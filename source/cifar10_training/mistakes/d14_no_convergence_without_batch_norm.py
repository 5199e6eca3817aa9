"""Believes that a CNN hardly converges without batch norm and dropout.

question: q1_statements
fails: test_statements_c_and_d
cell: statement_a
"""
statement_a = False
statement_b = True
statement_c = False
statement_d = False
