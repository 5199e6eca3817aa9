"""One multiplication for each channel, as there is one gamma for each.

question: q16_cost
fails: test_cost_of_batch_norm
"""
conv_products = 9 * 64 * 64 * 60 * 60
bn_products = 64
map_bytes = 32 * 64 * 60 * 60 * 4
training_bytes = 7 * map_bytes
folded_bytes = 4 * map_bytes
