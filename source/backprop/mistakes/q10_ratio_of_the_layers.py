"""Nine layers are taken for ten equal ones.

question: q10_cost
fails: test_ratios
cell: ratio
"""
ratio = 1.003
ratio_deep = 1.9
