"""view(-1) of all images together.

question: q2_three_ways
fails: test_three_ways_give_scores
cell: three_layer_net
"""
def three_layer_net(x, params):
    w1, b1, w2, b2, w3, b3 = params
    x = F.relu(F.conv2d(x, w1, b1, padding=2))
    x = F.relu(F.conv2d(x, w2, b2, padding=1))
    return F.linear(x.view(1, -1), w3, b3)
