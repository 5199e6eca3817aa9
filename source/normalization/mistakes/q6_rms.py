"""The mean is not subtracted: RMS norm.

question: q6_layernorm
fails: test_layernorm_forward
also: q11_net
cell: layernorm_forward
"""
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    var = (x * x).mean(1, keepdim=True)
    x_hat = x / torch.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)
