"""Numbers are counted, not bytes.

question: q16_cost
fails: test_cost_of_a_map
"""
conv_products = 9 * 64 * 64 * 60 * 60
bn_products = 64 * 60 * 60
map_bytes = 32 * 64 * 60 * 60
training_bytes = 7 * 4 * map_bytes
folded_bytes = 4 * 4 * map_bytes
