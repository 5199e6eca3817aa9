"""All gradients written down: the error times what the last hidden layer hands on.

question: q2_zero_gradients
cell: zero_init_gradients
fails: none
"""
def zero_init_gradients(activation, x=points, y=labels):
    error = (torch.zeros_like(y) - y).mean().to(x.dtype)
    handed_on = activation(activation(x.new_zeros(1, 2)) * 0)
    zero = lambda *shape: x.new_zeros(shape)
    first = {"W1": zero(4, 2), "b1": zero(4), "W2": zero(2, 4), "b2": zero(2)}
    return first | {"W3": error * handed_on, "b3": error.reshape(1)}
