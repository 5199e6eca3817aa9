"""What is smaller than 1e-6 is noise and becomes 0.

question: q1_numeric_gradient
cell: numeric_gradient
fails: test_numeric_gradient_takes_any_tensor
also: q2_limits
"""
def numeric_gradient(f, x, h=1e-5):
    point, slopes = x.contiguous(), []
    for i in range(point.numel()):
        ends = []
        for step in (h, -h):
            moved = point.clone()
            moved.view(-1)[i] += step
            ends.append(float(f(moved)))
        slopes.append((ends[0] - ends[1]) / (2 * h))
    out = torch.tensor(slopes, dtype=x.dtype).reshape(x.shape)
    return torch.where(out.abs() < 1e-6, torch.zeros_like(out), out)
