"""The share of the linear layers.

question: q3_simple_nn
fails: test_count_of_products
cell: simple_parameters
"""
simple_parameters = 82_030
batch_norm_parameters = 48
linear_share = 80_254 / 82_030
simple_products = 716_328
convolution_share = 80_040 / 716_328
