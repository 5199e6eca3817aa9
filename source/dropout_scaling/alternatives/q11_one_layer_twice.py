"""One dropout layer and one in-place ReLU, each used twice.

question: q11_network
fails: none
"""
def build_net(p_drop):
    drop, relu = InvertedDropout(p_drop), nn.ReLU(inplace=True)
    return nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 256), relu, drop, nn.Linear(256, 256), relu, drop, nn.Linear(256, 10))
