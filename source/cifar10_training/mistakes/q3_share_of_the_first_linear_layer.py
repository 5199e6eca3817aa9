"""The share of the first linear layer alone.

question: q3_simple_nn
fails: test_count_of_parameters
cell: simple_parameters
"""
simple_parameters = 82_030
batch_norm_parameters = 48
linear_share = 69_240 / 82_030
simple_products = 716_328
convolution_share = 636_288 / 716_328
