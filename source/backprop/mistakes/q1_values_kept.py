"""Values of f are kept by place and by f's name, so another function with the same name gets them.

question: q1_numeric_gradient
fails: test_numeric_gradient_is_central
also: q2_limits, q3_check_layer
cell: numeric_gradient
"""
_values = {}


def numeric_gradient(f, x, h=1e-5):
    def at(moved):
        key = (tuple(moved.flatten().tolist()), getattr(f, "__name__", ""))
        if key not in _values:
            _values[key] = float(f(moved))
        return _values[key]

    slopes = []
    for i in range(x.numel()):
        plus, minus = x.clone().contiguous(), x.clone().contiguous()
        plus.view(-1)[i] += h
        minus.view(-1)[i] -= h
        slopes.append((at(plus) - at(minus)) / (2 * h))
    return torch.tensor(slopes, dtype=x.dtype).reshape(x.shape)
