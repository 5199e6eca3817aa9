"""The two projections of option B are counted.

question: q2_depth
fails: test_parameters_for_every_n
cell: depth
"""
def depth(n):
    return 6 * n + 2


def resnet_parameters(n):
    total = 464 + 650
    total += n * 4672
    total += 13952 + (n - 1) * 18560
    total += 55552 + (n - 1) * 73984
    total += 16 * 32 + 64 + 32 * 64 + 128
    return total
