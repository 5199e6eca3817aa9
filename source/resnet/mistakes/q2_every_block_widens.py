"""All n blocks of a stage are counted like the first one.

question: q2_depth
fails: test_parameters_for_every_n
cell: depth
"""
def depth(n):
    return 6 * n + 2


def resnet_parameters(n):
    return 464 + n * (4672 + 13952 + 55552) + 650
