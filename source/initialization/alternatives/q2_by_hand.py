"""The formulas, without autograd.

question: q2_zero_gradients
fails: none
"""
def zero_init_gradients(activation, x=points, y=labels):
    h2 = activation(torch.zeros(2, dtype=x.dtype))
    delta3 = (0 - y).mean().reshape(1)
    return {
        "b3": delta3,
        "W3": delta3[:, None] * h2[None, :],
        "b2": torch.zeros(2, dtype=x.dtype),
        "W2": torch.zeros(2, 4, dtype=x.dtype),
        "b1": torch.zeros(4, dtype=x.dtype),
        "W1": torch.zeros(4, 2, dtype=x.dtype),
    }
