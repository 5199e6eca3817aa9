"""The ratio is believed to be 2.

question: q10_cost
fails: test_ratios
cell: ratio
"""
ratio = 2.0
ratio_deep = 2.0
