"""Everything is called false.

question: q1_statements
fails: test_statements_a_and_b, test_statements_c_and_d
cell: statement_a
"""
statement_a = False
statement_b = False
statement_c = False
statement_d = False
