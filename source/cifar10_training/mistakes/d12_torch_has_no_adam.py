"""Believes that PyTorch leaves Adam and backpropagation to its users.

question: q1_statements
fails: test_statements_a_and_b
cell: statement_a
"""
statement_a = True
statement_b = True
statement_c = True
statement_d = False
