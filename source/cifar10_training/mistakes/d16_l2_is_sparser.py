"""Believes that L2 leaves more weights near 0 than L1.

question: q1_statements
fails: test_statements_c_and_d
cell: statement_a
"""
statement_a = False
statement_b = True
statement_c = True
statement_d = True
