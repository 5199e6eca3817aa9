"""Where a gradient is infinite the difference is left out.

question: q1_numeric_gradient
cell: relative_error
fails: test_relative_error_of_many_kinds
"""
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError("other shapes")
    if a.numel() and (a.isnan().any() or b.isnan().any()):
        return math.nan
    a, b = torch.nan_to_num(a, posinf=0.0, neginf=0.0), torch.nan_to_num(b, posinf=0.0, neginf=0.0)
    size = max(float(a.abs().max() + b.abs().max()), 1e-8)
    return float((a - b).abs().max()) / size
