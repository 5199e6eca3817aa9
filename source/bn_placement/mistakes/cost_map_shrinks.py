"""The convolution is believed to lose a pixel on each side, in spite of its padding.

question: q16_cost
fails: test_cost_of_the_convolution
"""
conv_products = 3 * 3 * 64 * 64 * 58 * 58
bn_products = 64 * 58 * 58
map_bytes = 32 * 64 * 58 * 58 * 4
training_bytes = 7 * map_bytes
folded_bytes = 4 * map_bytes
