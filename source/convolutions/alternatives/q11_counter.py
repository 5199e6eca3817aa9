"""A Counter.

question: q11_macs
fails: none
cell: macs_by_map
"""
from collections import Counter


def _area(size):
    return size**2 if isinstance(size, int) else math.prod(size)


def macs_by_map(layers):
    found = Counter()
    for layer in layers:
        macs = layer["in_channels"] * layer["out_channels"]
        macs *= _area(layer["kernel_size"]) * _area(layer["map_size"])
        found[layer["map_size"]] += macs
    return found
