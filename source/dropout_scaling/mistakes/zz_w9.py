"""Trial.

question: q11_network
fails: any
"""
def build_net(p_drop):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), InvertedDropout(p_drop / 2), nn.Linear(256, 256), nn.ReLU(), InvertedDropout(p_drop), nn.Linear(256, 10))
