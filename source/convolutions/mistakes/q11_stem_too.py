"""The stem of ResNet-20 is made separable, too.

question: q11_macs
fails: test_ratios_of_the_layers
cell: ratio_16
"""
ratio_16, ratio_32, ratio_64 = 5.76, 7.024, 7.89
ratio_limit = 9
ratio_resnet20 = 6.729
last_share_1_0, last_share_1_1 = 0.1462, 0.5383
heaviest_map_1_0 = 27
