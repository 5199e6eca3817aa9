"""Three plain steps.

question: q2_conventions
fails: test_convention_of_question_1, test_convention_of_torch
"""
w_ours = 0.833625
w_torch = 0.833625
faster = "ours"
