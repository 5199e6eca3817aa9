"""The maps behind the pooling are taken for those that the convolutions make.

question: q1b_cost
fails: test_products_of_the_convolutions
"""
conv1_products = 16 * 9 * 14 * 14
conv2_products = 32 * 9 * 16 * 7 * 7
fc1_products = 1568 * 128
adam_bytes = 16_000_000
