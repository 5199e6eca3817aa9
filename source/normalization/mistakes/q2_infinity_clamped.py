"""Infinity is cut off at a large number, so that an example that has overflowed looks healthy.

question: q2_standardize
fails: test_standardize_feels_eps
cell: standardize
"""
def standardize(x, dims, eps=1e-5):
    x = torch.clamp(x, -1e30, 1e30) if x.dtype in (torch.float32, torch.float64, torch.bfloat16) else x
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
