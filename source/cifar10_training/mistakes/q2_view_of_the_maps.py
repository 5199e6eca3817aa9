"""The maps are flattened by view, which needs them in the usual order in memory.

question: q2_three_ways
fails: test_barebones_network
cell: three_layer_net
"""
def three_layer_net(x, params):
    w1, b1, w2, b2, w3, b3 = params
    x = F.relu(F.conv2d(x, w1, b1, padding=2))
    x = F.relu(F.conv2d(x, w2, b2, padding=1))
    return F.linear(x.view(len(x), -1), w3, b3)
