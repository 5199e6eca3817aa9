"""x_hat is missing in front of the second mean.

question: q5_backward
fails: test_squares_of_x_hat_pass_nothing
also: q11_net, q6_layernorm, q7_spatial, q8_groupnorm
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    shift = dx_hat.mean(dims, keepdim=True)
    stretch = (dx_hat * x_hat).mean(dims, keepdim=True)
    return (dx_hat - shift - stretch) / torch.sqrt(var + eps)
