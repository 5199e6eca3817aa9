"""The backward pass uses which units were kept, but forgets the factor 1/p.

question: q5_backward
fails: test_gradient_has_the_right_size
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "test":
        return dout
    return torch.where(mask > 0, dout, torch.zeros_like(dout))
