"""Trial.

question: q5_backward
fails: any
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "test":
        return dout.clone()
    return dout * mask.double()
