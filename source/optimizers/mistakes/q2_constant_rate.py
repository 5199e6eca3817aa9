"""The rate stays 0.1 in all three steps.

question: q2_conventions
fails: test_convention_of_question_1, test_convention_of_torch
"""
w_ours = 0.4681
w_torch = 0.4681
faster = "ours"
