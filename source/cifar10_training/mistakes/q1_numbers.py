"""1 and 0 for True and False.

question: q1_statements
fails: test_statements_are_answered
cell: statement_a
"""
statement_a = 0
statement_b = 1
statement_c = 1
statement_d = 0
