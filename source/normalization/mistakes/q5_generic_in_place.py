"""Works in place on what comes in.

question: q5_backward
fails: test_backward_is_a_pure_function
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    shift = dx_hat.mean(dims, keepdim=True)
    stretch = (dx_hat * x_hat).mean(dims, keepdim=True)
    dx_hat -= shift + x_hat * stretch
    return dx_hat / torch.sqrt(var + eps)
