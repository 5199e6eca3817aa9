"""The backward pass tosses the coins again instead of using the mask of the forward pass.

id: DO10
question: q5_backward
fails: test_gradient_has_the_right_size, test_backward_uses_the_mask_of_the_forward_pass
"""
def dropout_backward(dout, cache):
    dropout_param, _ = cache
    p = dropout_param["p"]
    if dropout_param["mode"] == "train":
        mask = (torch.rand(dout.shape) < p).to(dout.dtype) / p
        return dout * mask
    return dout.clone()
