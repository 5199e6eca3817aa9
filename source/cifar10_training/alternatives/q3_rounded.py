"""Rounded to three decimals.

question: q3_simple_nn
fails: none
cell: simple_parameters
"""
simple_parameters = 82_030
batch_norm_parameters = 48
linear_share = 0.978
simple_products = 716_328
convolution_share = 0.888
