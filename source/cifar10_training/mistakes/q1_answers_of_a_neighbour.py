"""The right answers of Marie Curie, under another name.

question: q1_statements
fails: test_statements_a_and_b, test_statements_c_and_d
cell: statement_a
"""
statement_a = False
statement_b = False
statement_c = True
statement_d = True
