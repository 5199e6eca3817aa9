"""The same name, in capitals and with other spaces.

question: q1_statements
fails: none
cell: statement_a
"""
STUDENT = ' ADA  LOVELACE '
statement_a = False
statement_b = True
statement_c = True
statement_d = False
