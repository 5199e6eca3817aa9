"""Padding 1 at the 5 x 5 and 2 at the 3 x 3 convolution: the sizes agree, the values do not.

question: q2_three_ways
fails: test_barebones_network
cell: three_layer_net
"""
def three_layer_net(x, params):
    w1, b1, w2, b2, w3, b3 = params
    x = F.relu(F.conv2d(x, w1, b1, padding=1))
    x = F.relu(F.conv2d(x, w2, b2, padding=2))
    return F.linear(x.flatten(1), w3, b3)
