"""Trial.

question: q5_backward
fails: none
"""
def dropout_backward(dout, cache):
    mode = cache[0]["mode"]
    if mode == "train":
        dx = torch.zeros_like(dout)
        keep = cache[1] != 0
        dx[keep] = dout[keep] / cache[0]["p"]
    elif mode == "test":
        dx = dout
    return dx
