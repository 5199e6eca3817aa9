"""A number as a name.

question: q1_statements
fails: none
cell: statement_a
"""
STUDENT = '4711'
statement_a = False
statement_b = True
statement_c = True
statement_d = False
