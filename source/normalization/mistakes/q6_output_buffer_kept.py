"""The output is written into a buffer that is kept for the next call.

question: q6_layernorm
fails: test_layernorm_is_a_pure_function
cell: layernorm_forward
"""
_buffers = {}
def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x, 1, eps)
    out = gamma * x_hat + beta
    if out.requires_grad or out.is_meta:
        return out, (x_hat, gamma, var, eps)
    kept = _buffers.setdefault((x.shape, x.dtype), out)
    kept.copy_(out)
    return kept, (x_hat, gamma, var, eps)
