"""The right answers of Sofia Kovalevskaya, under another name.

question: q1_statements
fails: test_statements_a_and_b, test_statements_c_and_d
cell: statement_a
"""
statement_a = True
statement_b = True
statement_c = False
statement_d = True
