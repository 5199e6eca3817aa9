"""The dense layer sees one channel only.

question: q1_parameters
fails: test_parameters_of_the_other_layers
cell: params_dense
"""
params_16_filters = 1216
params_dense = 1000100
params_100_filters = 2800
params_pointwise = 17
