"""Each stage is given a widening block and n more blocks.

question: q2_depth
fails: test_parameters_for_every_n
cell: depth
"""
def depth(n):
    return 6 * n + 2


def resnet_parameters(n):
    total = 464 + 650
    total += n * 4672
    total += 13952 + n * 18560
    total += 55552 + n * 73984
    return total
