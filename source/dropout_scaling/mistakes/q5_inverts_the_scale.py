"""The backward pass is thought to undo the scaling, so it multiplies by p where the forward pass divided.

question: q5_backward
fails: test_gradient_has_the_right_size
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "test":
        return dout
    return dout * (mask != 0) * dropout_param["p"]
