"""Layers with the same map overwrite each other.

question: q11_macs
fails: test_macs_of_any_layers
cell: macs_by_map
"""
def macs_by_map(layers):
    """Return the MACs of a list of convolutions, a dict: map size -> MACs."""
    found = {}
    for layer in layers:
        macs = layer["in_channels"] * layer["out_channels"]
        for size in (layer["kernel_size"], layer["map_size"]):
            macs *= size * size if isinstance(size, int) else size[0] * size[1]
        found[layer["map_size"]] = macs
    return found
