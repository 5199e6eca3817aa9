"""What is not finite is swept from the output.

question: q8_groupnorm
fails: test_groupnorm_forward
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    x_hat, _, var = standardize(x.reshape(x.shape[0], G, -1), 2, eps)
    return (gamma * x_hat.reshape(x.shape) + beta).nan_to_num(), (x_hat, gamma, var, eps)
