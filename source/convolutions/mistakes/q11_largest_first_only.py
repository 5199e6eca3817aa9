"""A map that comes back after another one begins anew.

question: q11_macs
fails: test_macs_of_any_layers
cell: macs_by_map
"""
def macs_by_map(layers):
    out, last = {}, None
    pair = lambda v: v if isinstance(v, tuple) else (v, v)
    for l in layers:
        (kh, kw), (h, w) = pair(l["kernel_size"]), pair(l["map_size"])
        m = h * w * kh * kw * l["in_channels"] * l["out_channels"]
        out[l["map_size"]] = m + (out[l["map_size"]] if last == l["map_size"] else 0)
        last = l["map_size"]
    return out
