"""The parameters of one filter only.

question: q1_parameters
fails: test_parameters_of_16_filters, test_parameters_of_the_other_layers
cell: params_dense
"""
params_16_filters = 76
params_dense = 3000100
params_100_filters = 28
params_pointwise = 17
