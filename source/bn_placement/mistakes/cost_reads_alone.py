"""What the layers read is counted, and what they write is not.

question: q16_cost
fails: test_cost_of_training
"""
conv_products = 3 * 3 * 64 * 64 * 60 * 60
bn_products = 64 * 60 * 60
map_bytes = 32 * 64 * 60 * 60 * 4
training_bytes = (1 + 2 + 1) * map_bytes
folded_bytes = (1 + 1) * map_bytes
