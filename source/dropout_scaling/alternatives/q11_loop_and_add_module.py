"""The layers are added one by one, with names, and initialised otherwise.

question: q11_network
fails: none
"""
def build_net(p_drop):
    net = nn.Sequential()
    net.add_module("flat", nn.Flatten(start_dim=1))
    fan_in = 28 * 28
    for i in (1, 2):
        net.add_module(f"fc{i}", nn.Linear(fan_in, 256))
        net.add_module(f"relu{i}", nn.ReLU())
        net.add_module(f"drop{i}", InvertedDropout(p_drop))
        nn.init.kaiming_normal_(net[-3].weight, nonlinearity="relu")
        nn.init.zeros_(net[-3].bias)
        fan_in = 256
    net.append(nn.Linear(256, 10))
    return net
