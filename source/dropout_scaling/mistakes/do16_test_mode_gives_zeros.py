"""Test mode returns a zero gradient, as if nothing were passed on when nothing is dropped.

id: DO16
question: q5_backward
fails: test_gradient_in_test_mode
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    dx = torch.zeros_like(dout)
    if dropout_param["mode"] == "train":
        dx = dout * mask
    return dx
