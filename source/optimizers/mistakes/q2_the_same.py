"""Both conventions are taken for the same, as with a rate that does not change.

question: q2_conventions
fails: test_convention_of_torch
"""
w_ours = 0.624375
w_torch = 0.624375
faster = "ours"
