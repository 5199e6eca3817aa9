"""Biases are counted as multiplications.

question: q1b_cost
fails: test_products_of_the_linear_layer
"""
conv1_products = 16 * 9 * 28 * 28
conv2_products = 32 * 9 * 16 * 14 * 14
fc1_products = (1568 + 1) * 128
adam_bytes = 16_000_000
