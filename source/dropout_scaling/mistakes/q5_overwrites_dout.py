"""The gradient that came in is overwritten.

question: q5_backward
fails: test_backward_leaves_its_arguments_alone
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "train":
        dout *= mask
    return dout
