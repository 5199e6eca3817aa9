"""What is not finite is swept away.

question: q5_backward
fails: test_backward_is_a_pure_function
also: q6_layernorm, q7_spatial, q8_groupnorm
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    shift = dx_hat.mean(dims, keepdim=True)
    stretch = (dx_hat * x_hat).mean(dims, keepdim=True)
    return (dx_hat - shift - x_hat * stretch).nan_to_num() / torch.sqrt(var + eps)
