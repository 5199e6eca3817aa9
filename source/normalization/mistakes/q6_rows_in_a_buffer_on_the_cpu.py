"""dx is filled row by row into a tensor that lies on the CPU and is float32.

question: q6_layernorm
fails: test_layernorm_is_a_pure_function
cell: layernorm_backward
"""
def layernorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    dx = torch.zeros(dout.shape, dtype=dout.dtype)
    g = dout * gamma
    for i in range(len(g)):
        dx[i] = (g[i] - g[i].mean() - x_hat[i] * (g[i] * x_hat[i]).mean()) / torch.sqrt(var[i] + eps)
    return dx, (dout * x_hat).sum(0), dout.sum(0)
