"""The answers are texts.

question: q1_statements
fails: test_statements_are_answered
cell: statement_a
"""
statement_a = 'False'
statement_b = 'True'
statement_c = 'True'
statement_d = 'False'
