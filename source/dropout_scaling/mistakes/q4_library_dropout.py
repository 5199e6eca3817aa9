"""F.dropout does the work (with the conventions translated correctly), where the mask was to be written.

question: q4_forward
fails: test_forward_uses_no_library_dropout
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = F.dropout(torch.ones_like(x), p=1 - p, training=mode == "train")
    return x * mask, (dropout_param, mask)
