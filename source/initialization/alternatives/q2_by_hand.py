"""The formulas, without autograd.

question: q2_zero_gradients
fails: none
"""
def zero_init_gradients(activation, x=points, y=labels):
    h2 = activation(x.new_zeros(2))
    delta3 = (0 - y).mean().reshape(1)
    return {
        "b3": delta3,
        "W3": delta3[:, None] * h2[None, :],
        "b2": x.new_zeros(2),
        "W2": x.new_zeros(2, 4),
        "b1": x.new_zeros(4),
        "W1": x.new_zeros(4, 2),
    }
