"""One more block in each stage adds 97,216 parameters.

question: q2_depth
fails: none
cell: depth
"""
def depth(n):
    return 6 * n + 2


def resnet_parameters(n):
    return 75290 + 97216 * (n - 1)
