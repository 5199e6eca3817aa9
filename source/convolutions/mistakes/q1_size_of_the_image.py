"""The image's size is multiplied in, as for a dense layer.

question: q1_parameters
fails: test_parameters_of_16_filters
cell: params_dense
"""
params_16_filters = 38416
params_dense = 3000100
params_100_filters = 2800
params_pointwise = 17
