"""Convolutions by unfold and matrix product.

question: q2_three_ways
fails: none
cell: three_layer_net
"""
def three_layer_net(x, params):
    w1, b1, w2, b2, w3, b3 = params
    n, _, h, w = x.shape
    for weight, bias, pad in ((w1, b1, 2), (w2, b2, 1)):
        columns = F.unfold(x, weight.shape[2:], padding=pad)
        x = (weight.flatten(1) @ columns + bias[:, None]).view(n, -1, h, w).relu()
    return x.reshape(n, -1) @ w3.T + b3
