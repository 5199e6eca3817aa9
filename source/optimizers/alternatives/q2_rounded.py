"""Three decimals.

question: q2_conventions
fails: none
"""
w_ours = 0.624
w_torch = 0.749
faster = "ours"
