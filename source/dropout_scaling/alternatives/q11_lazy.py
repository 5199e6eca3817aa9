"""LazyLinear, made concrete by one image.

question: q11_network
fails: none
"""
def build_net(p_drop):
    net = nn.Sequential(
        nn.Flatten(),
        nn.LazyLinear(256), nn.ReLU(), InvertedDropout(p_drop),
        nn.LazyLinear(256), nn.ReLU(), InvertedDropout(p_drop),
        nn.LazyLinear(10),
    )
    net(torch.zeros(1, 1, 28, 28))
    return net
