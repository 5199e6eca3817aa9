"""A subclass of nn.Sequential that builds itself.

question: q11_network
fails: none
"""
class Net(nn.Sequential):
    def __init__(self, p_drop):
        hidden = lambda a: (nn.Linear(a, 256), nn.ReLU(), InvertedDropout(p_drop))
        super().__init__(nn.Flatten(), *hidden(784), *hidden(256), nn.Linear(256, 10))


def build_net(p_drop):
    return Net(p_drop=p_drop)
