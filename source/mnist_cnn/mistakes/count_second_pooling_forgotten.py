"""The linear layer is fed with 14x14 maps, as if there were only one pooling.

id: CP5
question: q1_count
fails: test_fc1_count, test_total_count
"""
conv1_params = 16 * (9 + 1)
bn1_params = 2 * 16
conv2_params = 32 * (9 * 16 + 1)
fc1_params = (32 * 14 * 14 + 1) * 128
total_params = 160 + 32 + 4640 + 64 + 802944 + 1290
fc1_without_pooling = (32 * 28 * 28 + 1) * 128
