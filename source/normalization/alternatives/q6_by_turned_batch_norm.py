"""Forward by batch norm of the turned matrix.

question: q6_layernorm
fails: none
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    ones = x.new_ones(len(x))
    turned, _ = batchnorm_forward(x.t(), ones, 0 * ones, {**ln_param, "mode": "train"})
    x_hat = turned.t()
    eps = ln_param.get("eps", 1e-5)
    var = ((x - x.mean(1, keepdim=True)) ** 2).mean(1, keepdim=True)
    return x_hat * gamma + beta, (x_hat, gamma, var, eps)
