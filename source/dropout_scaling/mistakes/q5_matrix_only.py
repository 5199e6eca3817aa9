"""The formula is written for a matrix.

question: q5_backward
fails: test_backward_takes_any_dtype_and_layout
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "test":
        return dout
    return torch.einsum("nd,nd->nd", dout, mask)
