"""The gradient of test mode is multiplied by p, although the forward pass was the identity.

question: q5_backward
fails: test_gradient_in_test_mode
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "train":
        return dout * mask
    return dout * dropout_param["p"]
