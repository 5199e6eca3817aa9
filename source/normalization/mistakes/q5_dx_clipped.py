"""dx is clipped at +-100.

question: q5_backward
fails: test_backward_is_a_pure_function
cell: batchnorm_backward
"""
def batchnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    s = torch.sqrt(var + eps)
    g = dout * gamma
    dx = (g - g.mean(0) - x_hat * (g * x_hat).mean(0)) / s
    return dx.clamp(-100, 100), (dout * x_hat).sum(0), dout.sum(0)
