"""The gradient is chosen with torch.where from the mask of the forward pass.

question: q5_backward
fails: none
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if mask is None:
        return dout
    return torch.where(mask > 0, dout / dropout_param["p"], 0.0)
