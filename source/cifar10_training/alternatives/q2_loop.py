"""A loop over the convolutions.

question: q2_three_ways
fails: none
cell: three_layer_net
"""
def three_layer_net(x, params):
    layers = list(zip(params[::2], params[1::2]))
    for weight, bias in layers[:-1]:
        x = torch.relu(F.conv2d(x, weight, bias, padding=weight.shape[-1] // 2))
    weight, bias = layers[-1]
    return torch.einsum("ni,ki->nk", x.flatten(start_dim=1), weight) + bias
