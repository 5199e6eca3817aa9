"""The mask holds 1/p already, and the gradient is divided by p once more.

question: q5_backward
fails: test_gradient_has_the_right_size
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "train":
        return dout * mask / dropout_param["p"]
    return dout
