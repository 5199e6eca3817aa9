"""Batch norm is believed to read its input once in training mode too.

question: q16_cost
fails: test_cost_of_training
"""
conv_products = 9 * 64 * 64 * 56 * 56
bn_products = 64 * 56 * 56
map_bytes = 32 * 64 * 56 * 56 * 4
training_bytes = 6 * map_bytes
folded_bytes = 4 * map_bytes
