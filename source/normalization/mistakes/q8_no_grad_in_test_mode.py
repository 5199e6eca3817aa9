"""A mode of test is taken for a mode without gradients.

question: q8_groupnorm
fails: test_groupnorm_is_a_pure_function
cell: spatial_groupnorm_forward
"""
def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    with torch.set_grad_enabled(gn_param.get("mode") != "test" and torch.is_grad_enabled()):
        x_hat, _, var = standardize(x.reshape(x.shape[0], G, -1), 2, eps)
        return gamma * x_hat.reshape(x.shape) + beta, (x_hat, gamma, var, eps)
