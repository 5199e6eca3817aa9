"""Each weight of a convolution is counted once, as if it stood at one place only.

question: q1b_cost
fails: test_products_of_the_convolutions
"""
conv1_products = 16 * 9
conv2_products = 32 * 9 * 16
fc1_products = 1568 * 128
adam_bytes = 16_000_000
