"""Exactly a share 1-p of the first units is dropped, instead of a coin for each element.

question: q4_forward
fails: test_each_call_draws_a_new_mask
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    mask = None
    if mode == "train":
        kept = int(round(p * x.numel()))
        mask = torch.zeros(x.numel(), dtype=x.dtype)
        mask[:kept] = 1 / p
        mask = mask.reshape(x.shape)
        x = x * mask
    return x, (dropout_param, mask)
