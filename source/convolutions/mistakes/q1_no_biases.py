"""Biases are left out.

question: q1_parameters
fails: test_parameters_of_16_filters, test_parameters_of_the_other_layers
cell: params_dense
"""
params_16_filters = 1200
params_dense = 3000000
params_100_filters = 2700
params_pointwise = 16
