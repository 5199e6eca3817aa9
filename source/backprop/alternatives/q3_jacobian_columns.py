"""dout from NumPy, the loss by torch.sum of a product, one generator for the list.

question: q3_check_layer
fails: none
cell: check_layer
"""
import numpy as np


def check_layer(forward, backward, inputs, h=1e-5):
    inputs = tuple(inputs)
    out, cache = forward(*(t.clone() for t in inputs))
    dout = torch.from_numpy(np.random.standard_normal(tuple(out.shape)))
    analytic = backward(dout.clone(), cache)
    if not isinstance(analytic, (tuple, list)):
        analytic = [analytic]
    if len(analytic) != len(inputs):
        raise ValueError("one gradient for each input")

    def loss_at(position):
        def loss(value):
            moved = list(inputs)
            moved[position] = value
            return torch.einsum("i,i->", forward(*moved)[0].reshape(-1), dout.reshape(-1))

        return loss

    return [float(relative_error(numeric_gradient(loss_at(i), value, h), analytic[i])) for i, value in enumerate(inputs)]
