"""One number at a time, with a loop for each axis.

question: q5_conv_forward
fails: none
"""
def conv_forward(x, w, b, conv_param):
    S, P = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    n_filters, _, kh, kw = w.shape
    xp = torch.zeros(N, C, H + 2 * P, W + 2 * P, dtype=x.dtype, device=x.device)
    xp[:, :, P : P + H, P : P + W] = x
    H_out, W_out = 1 + (H + 2 * P - kh) // S, 1 + (W + 2 * P - kw) // S
    out = torch.empty(N, n_filters, H_out, W_out, dtype=x.dtype, device=x.device)
    for n in range(N):
        for f in range(n_filters):
            for i in range(H_out):
                for j in range(W_out):
                    patch = xp[n, :, i * S : i * S + kh, j * S : j * S + kw]
                    out[n, f, i, j] = (patch * w[f]).sum() + b[f]
    return out, (xp, w, S, P)
