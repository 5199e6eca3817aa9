"""Three decimals, cut off.

question: q4_memory
fails: none
"""
mean_2 = 0.57
var_2 = 0.886
var_2_torch = 2.14
steps = 44
first_mean = 3.952
first_std = 3.162
