"""Numbers that are 0 are skipped.

question: q1_numeric_gradient
fails: test_numeric_gradient_takes_any_tensor
also: q2_limits, q3_check_layer
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    point, slopes = x.clone().contiguous(), []
    for i in range(point.numel()):
        if float(point.view(-1)[i]) == 0:
            slopes.append(0.0)
            continue
        ends = []
        for step in (h, -h):
            moved = point.clone()
            moved.view(-1)[i] += step
            ends.append(float(f(moved)))
        slopes.append((ends[0] - ends[1]) / (2 * h))
    return torch.tensor(slopes, dtype=x.dtype).reshape(x.shape)
