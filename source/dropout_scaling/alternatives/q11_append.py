"""An empty nn.Sequential that grows by append.

question: q11_network
fails: none
"""
def build_net(p_drop):
    net = nn.Sequential(nn.Flatten(1))
    width = 28 * 28
    for _ in range(2):
        net.append(nn.Linear(width, 256)).append(nn.ReLU(inplace=True)).append(InvertedDropout(p_drop))
        width = 256
    return net.append(nn.Linear(width, 10))
