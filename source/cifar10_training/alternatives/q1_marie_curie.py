"""Another student, with her own statements.

question: q1_statements
fails: none
cell: statement_a
"""
STUDENT = 'Marie Curie'
statement_a = False
statement_b = False
statement_c = True
statement_d = True
