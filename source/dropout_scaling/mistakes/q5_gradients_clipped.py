"""Gradients above 100 are cut off.

question: q5_backward
fails: test_gradient_has_the_right_size
cell: dropout_backward
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "test":
        return dout.clone()
    return torch.where(mask > 0, dout.clamp(-100, 100) / dropout_param["p"], torch.zeros_like(dout))
