"""The labels of the lab are used, whatever is handed in.

question: q2_zero_gradients
fails: test_gradients_of_other_points
"""
def zero_init_gradients(activation, x=points, y=labels):
    delta = -labels.mean().to(x.dtype)
    hidden = activation(torch.zeros(1, dtype=x.dtype))
    return {
        "W1": torch.zeros(4, 2, dtype=x.dtype),
        "b1": torch.zeros(4, dtype=x.dtype),
        "W2": torch.zeros(2, 4, dtype=x.dtype),
        "b2": torch.zeros(2, dtype=x.dtype),
        "W3": (delta * hidden).expand(1, 2).clone(),
        "b3": delta.reshape(1),
    }
