"""The two versions are mixed up.

question: q11_macs
fails: test_shares_of_squeezenet
cell: ratio_16
"""
ratio_16, ratio_32, ratio_64 = 5.76, 7.024, 7.89
ratio_limit = 9
ratio_resnet20 = 6.344
last_share_1_0, last_share_1_1 = 0.5383, 0.1462
heaviest_map_1_0 = 27
