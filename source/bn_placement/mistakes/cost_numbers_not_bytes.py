"""Numbers are counted, not bytes.

question: q16_cost
fails: test_cost_of_a_map
"""
conv_products = 9 * 64 * 64 * 56 * 56
bn_products = 64 * 56 * 56
map_bytes = 32 * 64 * 56 * 56
training_bytes = 7 * 4 * map_bytes
folded_bytes = 4 * 4 * map_bytes
