"""Everything is called true.

question: q1_statements
fails: test_statements_a_and_b, test_statements_c_and_d
cell: statement_a
"""
statement_a = True
statement_b = True
statement_c = True
statement_d = True
