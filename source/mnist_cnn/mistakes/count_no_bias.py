"""The biases are left out of every count.

id: CP1
question: q1_count
fails: test_conv1_count, test_total_count
"""
conv1_params = 16 * 9
bn1_params = 2 * 16
conv2_params = 32 * 16 * 9
fc1_params = 32 * 7 * 7 * 128
total_params = 144 + 32 + 4608 + 64 + 200704 + 1280
fc1_without_pooling = 32 * 28 * 28 * 128
