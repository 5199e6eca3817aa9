"""The mask is kept in a global variable, so the second layer's mask is used for the first one as well.

question: q5_backward
fails: test_two_layers_keep_their_masks_apart
"""
last_mask = None
forward_with_cache = dropout_forward


def dropout_forward(x, dropout_param):
    global last_mask
    out, cache = forward_with_cache(x, dropout_param)
    last_mask = cache[1]
    return out, cache


def dropout_backward(dout, cache):
    if last_mask is None:
        return dout.clone()
    return dout * last_mask
