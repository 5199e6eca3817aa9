"""A RuntimeError of f is a slope of 0.

question: q1_numeric_gradient
fails: test_numeric_gradient_takes_any_tensor
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    point, slopes = x.contiguous(), []
    for i in range(point.numel()):
        ends = []
        try:
            for s in (h, -h):
                moved = point.clone()
                moved.view(-1)[i] += s
                ends.append(float(f(moved)))
            slopes.append((ends[0] - ends[1]) / (2 * h))
        except RuntimeError:
            slopes.append(0.0)
    return torch.tensor(slopes, dtype=x.dtype).reshape(x.shape)
