"""Forward by backward.

question: q10_cost
fails: test_ratios
cell: ratio
"""
ratio = 308_200 / 309_200
ratio_deep = 1.889
