"""The gradient is flattened with view.

question: q5_backward
fails: test_backward_takes_any_dtype_and_layout
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "test":
        return dout
    return (dout.view(-1) * mask.reshape(-1)).view(dout.shape)
