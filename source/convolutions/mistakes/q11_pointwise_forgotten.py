"""Only the depthwise part counts.

question: q11_macs
fails: test_macs_of_one_filter
cell: ratio_16
"""
ratio_16, ratio_32, ratio_64 = 16, 32, 64
ratio_limit = 9
ratio_resnet20 = 6.344
last_share_1_0, last_share_1_1 = 0.1462, 0.5383
heaviest_map_1_0 = 27
