"""Numbers are rounded to three decimals.

question: q2_conventions
fails: none
"""
scale_keep = 3.333
scale_drop = 1.429
torch_argument = 1 - 0.8
