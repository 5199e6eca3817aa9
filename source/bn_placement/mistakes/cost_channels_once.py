"""Each output value is believed to take the 9 products of one kernel plane.

question: q16_cost
fails: test_cost_of_the_convolution
"""
conv_products = 9 * 64 * 60 * 60
bn_products = 64 * 60 * 60
map_bytes = 32 * 64 * 60 * 60 * 4
training_bytes = 7 * map_bytes
folded_bytes = 4 * map_bytes
