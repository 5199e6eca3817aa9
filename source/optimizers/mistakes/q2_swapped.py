"""The two are mixed up.

question: q2_conventions
fails: test_convention_of_question_1, test_convention_of_torch, test_faster_convention
"""
w_ours = 0.74925
w_torch = 0.624375
faster = "torch"
