"""A function for each layer, addmm, and a mask by the sign of the output.

question: q6_propagate
fails: none
"""
def propagate(x, layers, p, mode, scaled):
    *hidden, (w_out, b_out) = layers
    means = []
    def layer(h, w, b):
        h = torch.addmm(b, h, w).clamp(min=0)
        dropped = dropout_forward(h, dict(mode=mode, p=p))[0]
        return dropped if scaled or mode == "test" else p * dropped
    for w, b in hidden:
        x = layer(x, w, b)
        means.append(float(x.detach().mean()))
    return means, torch.addmm(b_out, x, w_out)
