"""By the function.

question: q10_cost
fails: none
cell: ratio
"""
forward, backward = multiplications((100,))
ratio = backward / forward
forward, backward = multiplications((3072,) * 9)
ratio_deep = backward / forward
