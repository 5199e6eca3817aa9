"""Another student, whose statements are true but for one.

question: q1_statements
fails: none
cell: statement_a
"""
STUDENT = 'Sofia Kovalevskaya'
statement_a = True
statement_b = True
statement_c = False
statement_d = True
