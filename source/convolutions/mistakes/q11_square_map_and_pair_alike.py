"""A pair of equal numbers is put together with the number.

question: q11_macs
fails: test_macs_of_any_layers
cell: macs_by_map
"""
def macs_by_map(layers):
    found = {}
    for layer in layers:
        k, m = layer["kernel_size"], layer["map_size"]
        kh, kw = (k, k) if isinstance(k, int) else k
        mh, mw = (m, m) if isinstance(m, int) else m
        key = mh if mh == mw else m
        found[key] = found.get(key, 0) + layer["in_channels"] * layer["out_channels"] * kh * kw * mh * mw
    return found
