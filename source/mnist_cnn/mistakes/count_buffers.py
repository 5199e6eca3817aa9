"""The running mean and variance of batch norm are counted as parameters.

id: CP2
question: q1_count
fails: test_bn1_count, test_total_count
"""
conv1_params = 16 * (9 + 1)
bn1_params = 4 * 16
conv2_params = 32 * (9 * 16 + 1)
fc1_params = (32 * 7 * 7 + 1) * 128
total_params = 160 + 64 + 4640 + 128 + 200832 + 1290
fc1_without_pooling = (32 * 28 * 28 + 1) * 128
