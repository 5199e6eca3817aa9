"""No name is set, so that nobody knows which statements were judged.

question: q1_statements
fails: test_statements_are_answered
cell: statement_a
"""
STUDENT = '  '
statement_a = False
statement_b = True
statement_c = True
statement_d = False
