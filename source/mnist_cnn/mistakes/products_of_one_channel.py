"""A filter of the second convolution is taken for a single sheet of 3x3 weights.

question: q1b_cost
fails: test_products_of_the_convolutions
"""
conv1_products = 16 * 9 * 28 * 28
conv2_products = 32 * 9 * 14 * 14
fc1_products = 32 * 7 * 7 * 128
adam_bytes = 16_000_000
