"""The multiplications of all 32 images.

question: q16_cost
fails: test_cost_of_the_convolution
"""
conv_products = 32 * 9 * 64 * 64 * 60 * 60
bn_products = 64 * 60 * 60
map_bytes = 32 * 64 * 60 * 60 * 4
training_bytes = 7 * map_bytes
folded_bytes = 4 * map_bytes
