"""The name was changed after the answers were found.

question: q1_statements
fails: test_statements_a_and_b, test_statements_c_and_d
cell: statement_a
"""
STUDENT = 'Marie Curie'
statement_a = False
statement_b = True
statement_c = True
statement_d = False
