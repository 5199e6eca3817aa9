"""With backward() and .grad.

question: q2_zero_gradients
fails: none
"""
def zero_init_gradients(activation, x=points, y=labels):
    shapes = dict(W1=(4, 2), b1=(4,), W2=(2, 4), b2=(2,), W3=(1, 2), b3=(1,))
    params = {k: nn.Parameter(x.new_zeros(s)) for k, s in shapes.items()}
    F.mse_loss(predict(params, x, activation), y).mul(0.5).backward()
    return {k: p.grad for k, p in params.items()}
