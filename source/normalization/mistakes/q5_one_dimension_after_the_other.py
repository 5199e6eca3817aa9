"""Of several dimensions, shift and stretch are taken out along one after the other.

question: q5_backward
fails: test_standardize_backward
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    dims = (dims,) if isinstance(dims, int) else dims
    for d in dims:
        dx_hat = dx_hat - dx_hat.mean(d, keepdim=True) - x_hat * (dx_hat * x_hat).mean(d, keepdim=True)
    return dx_hat / torch.sqrt(var + eps)
