"""With five dimensions, as in the paper.

question: q8_groupnorm
fails: none
cell: spatial_groupnorm_backward
"""
def spatial_groupnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    N, C, H, W = dout.shape
    G = x_hat.shape[1]
    dbeta = torch.einsum("nchw->c", dout).view(1, C, 1, 1)
    dgamma = torch.einsum("nchw,nchw->c", dout, x_hat.view(N, C, H, W)).view(1, C, 1, 1)
    g = (dout * gamma).reshape(N, G, C // G, H, W)
    h = x_hat.reshape(N, G, C // G, H, W)
    dx = standardize_backward(g, h, var.reshape(N, G, 1, 1, 1), (2, 3, 4), eps)
    return dx.reshape(N, C, H, W), dgamma, dbeta
