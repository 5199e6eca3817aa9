"""Batch norm is taken for a layer without parameters in the total.

id: CP6
question: q1_count
fails: test_total_count
"""
conv1_params = 16 * (9 + 1)
bn1_params = 2 * 16
conv2_params = 32 * (9 * 16 + 1)
fc1_params = (32 * 7 * 7 + 1) * 128
total_params = 160 + 4640 + 200832 + 1290
fc1_without_pooling = (32 * 28 * 28 + 1) * 128
