"""With tensors of PyTorch.

question: q11_sweep
fails: none
cell: verdict
"""
def verdict(first, second):
    a, b = (torch.tensor(runs, dtype=torch.float64) for runs in (first, second))
    if a.numel() == 1 or b.numel() == 1:
        return "can't be ranked"
    standard_error = (a.var() / a.numel() + b.var() / b.numel()).sqrt()
    if (a.mean() - b.mean()).abs() <= 3 * standard_error:
        return "can't be ranked"
    return ("second", "first")[int(a.mean() > b.mean())]
