"""The matrix that takes out the shift and the stretch, for each column, by einsum.

question: q5_backward
fails: none
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, var, eps = cache
    n = len(dout)
    eye = torch.eye(n, dtype=dout.dtype, device=dout.device)
    P = eye[:, :, None] - 1 / n - torch.einsum("id,jd->ijd", x_hat, x_hat) / n
    dx = torch.einsum("ijd,jd->id", P, dout * gamma) / (var + eps).sqrt()
    return dx, torch.einsum("nd,nd->d", dout, x_hat), torch.einsum("nd->d", dout)
