"""A number is believed to take 8 bytes, as Python's floats do.

question: q16_cost
fails: test_cost_of_a_map
"""
conv_products = 3 * 3 * 64 * 64 * 60 * 60
bn_products = 64 * 60 * 60
map_bytes = 32 * 64 * 60 * 60 * 8
training_bytes = 7 * map_bytes
folded_bytes = 4 * map_bytes
