"""The network is built in a loop from blocks.

question: q11_network
fails: none
"""
def build_net(p_drop):
    blocks = [nn.Flatten()]
    for fan_in, fan_out in ((784, 256), (256, 256)):
        blocks.append(nn.Sequential(nn.Linear(fan_in, fan_out), nn.ReLU(), InvertedDropout(p_drop=p_drop)))
    return nn.Sequential(*blocks, nn.Linear(256, 10))
