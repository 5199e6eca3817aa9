"""By the whole matrix of derivatives of each column.

question: q5_backward
fails: none
cell: batchnorm_backward
"""
def batchnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    n, columns = dout.shape
    dx = torch.empty_like(dout)
    for column in range(columns):
        h = x_hat[:, column]
        eye = torch.eye(n, dtype=dout.dtype, device=dout.device)
        jacobian = (eye - 1 / n - torch.outer(h, h) / n) / torch.sqrt(var[0, column] + eps)
        dx[:, column] = jacobian @ (dout[:, column] * gamma[column])
    return dx, (dout * x_hat).sum(0), dout.sum(0)
