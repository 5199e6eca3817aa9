"""Mean and variance are handed out without their graph.

question: q2_standardize
fails: test_standardize_takes_any_tensor
cell: standardize
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean.detach(), var.detach()
