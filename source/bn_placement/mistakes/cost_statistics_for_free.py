"""Batch norm is believed to read its input once in training mode too.

question: q16_cost
fails: test_cost_of_training
"""
conv_products = 9 * 64 * 64 * 60 * 60
bn_products = 64 * 60 * 60
map_bytes = 32 * 64 * 60 * 60 * 4
training_bytes = 6 * map_bytes
folded_bytes = 4 * map_bytes
