"""The mask is made float32, so a half precision gradient comes out as float32.

question: q5_backward
fails: test_backward_takes_any_dtype_and_layout
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "test":
        return dout
    return dout * mask.float()
