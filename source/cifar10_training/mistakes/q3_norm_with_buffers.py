"""Running statistics are counted as parameters.

question: q3_simple_nn
fails: test_count_of_parameters, test_network_has_as_many_parameters_as_counted
cell: simple_parameters
"""
simple_parameters = 82_030
batch_norm_parameters = 96
linear_share = 80_254 / 82_030
simple_products = 716_328
convolution_share = 636_288 / 716_328
