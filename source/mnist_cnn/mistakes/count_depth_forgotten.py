"""A filter of the second convolution is taken for 3x3, without its depth of 16 channels.

id: CP3
question: q1_count
fails: test_conv2_count
"""
conv1_params = 16 * (9 + 1)
bn1_params = 2 * 16
conv2_params = 32 * (3 * 3 + 1)
fc1_params = (32 * 7 * 7 + 1) * 128
total_params = 160 + 32 + 320 + 64 + 200832 + 1290
fc1_without_pooling = (32 * 28 * 28 + 1) * 128
