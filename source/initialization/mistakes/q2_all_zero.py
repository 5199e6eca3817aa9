"""All gradients are believed to be 0.

question: q2_zero_gradients
fails: test_gradients_with_relu
"""
def zero_init_gradients(activation, x=points, y=labels):
    shapes = {"W1": (4, 2), "b1": (4,), "W2": (2, 4), "b2": (2,), "W3": (1, 2), "b3": (1,)}
    return {name: torch.zeros(shape, dtype=x.dtype) for name, shape in shapes.items()}
