"""Where f fails the slope is taken for 0.

question: q1_numeric_gradient
fails: test_numeric_gradient_takes_any_tensor
also: q2_limits, q3_check_layer
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    point, slopes = x.clone().contiguous(), []
    for i in range(point.numel()):
        ends = []
        for step in (h, -h):
            moved = point.clone()
            moved.view(-1)[i] += step
            try:
                ends.append(float(f(moved)))
            except Exception:
                ends.append(0.0)
        slopes.append((ends[0] - ends[1]) / (2 * h))
    return torch.tensor(slopes, dtype=x.dtype).reshape(x.shape)
