"""A number written as text.

question: q1_parameters
fails: test_parameters_of_one_filter
cell: params_dense
"""
params_16_filters = "1216"
params_dense = 3000100
params_100_filters = 2800
params_pointwise = 17
