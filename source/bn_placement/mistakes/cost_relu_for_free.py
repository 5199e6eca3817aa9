"""Folding is believed to take the ReLU away as well.

question: q16_cost
fails: test_cost_after_folding
"""
conv_products = 9 * 64 * 64 * 60 * 60
bn_products = 64 * 60 * 60
map_bytes = 32 * 64 * 60 * 60 * 4
training_bytes = 7 * map_bytes
folded_bytes = 2 * map_bytes
