"""The gradient is handed on as it is, also to units that were dropped.

id: DO8
question: q5_backward
fails: test_gradient_has_the_right_size, test_backward_uses_the_mask_of_the_forward_pass
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    dx = dout.clone()
    return dx
