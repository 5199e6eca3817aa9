"""A number is believed to take 8 bytes, as Python's floats do.

question: q1b_cost
fails: test_bytes_of_adam
"""
conv1_products = 16 * 9 * 28 * 28
conv2_products = 32 * 9 * 16 * 14 * 14
fc1_products = 32 * 7 * 7 * 128
adam_bytes = 4 * 8 * 1_000_000
