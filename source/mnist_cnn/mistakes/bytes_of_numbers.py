"""The gradient is forgotten: three numbers for each parameter.

question: q1b_cost
fails: test_bytes_of_adam
"""
conv1_products = 16 * 9 * 28 * 28
conv2_products = 32 * 9 * 16 * 14 * 14
fc1_products = 1568 * 128
adam_bytes = 4_000_000 + 8_000_000
