"""The means are always taken over dimension 0.

question: q5_backward
fails: test_squares_of_x_hat_pass_nothing
also: q11_net, q6_layernorm, q8_groupnorm
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    shift = dx_hat.mean(0, keepdim=True)
    stretch = (dx_hat * x_hat).mean(0, keepdim=True)
    return (dx_hat - shift - x_hat * stretch) / torch.sqrt(var + eps)
