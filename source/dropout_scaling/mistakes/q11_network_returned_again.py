"""One network per rate is kept and returned again.

question: q11_network
fails: test_networks_have_nothing_in_common
"""
from functools import lru_cache


@lru_cache
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), InvertedDropout(p_drop),
        nn.Linear(256, 256), nn.ReLU(), InvertedDropout(p_drop), nn.Linear(256, 10),
    )
