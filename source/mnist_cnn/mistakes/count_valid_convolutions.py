"""Without pooling the map is taken to shrink to 24x24, although the convolutions keep the size.

id: CP7
question: q1_count
fails: test_count_without_pooling
"""
conv1_params = 16 * (9 + 1)
bn1_params = 2 * 16
conv2_params = 32 * (9 * 16 + 1)
fc1_params = (32 * 7 * 7 + 1) * 128
total_params = 160 + 32 + 4640 + 64 + 200832 + 1290
fc1_without_pooling = (32 * 24 * 24 + 1) * 128
