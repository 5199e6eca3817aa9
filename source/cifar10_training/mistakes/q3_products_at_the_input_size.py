"""The first convolution is counted at 32 x 32 places.

question: q3_simple_nn
fails: test_count_of_products
cell: simple_parameters
"""
simple_parameters = 82_030
batch_norm_parameters = 48
linear_share = 80_254 / 82_030
simple_products = 920232
convolution_share = 636_288 / 716_328
