"""A nn.Dropout is built inside the function, and p is not translated.

question: q4_forward
fails: test_forward_uses_no_library_dropout, test_share_of_dropped_units
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    layer = nn.Dropout(dropout_param["p"])
    layer.train(dropout_param["mode"] == "train")
    mask = layer(torch.ones_like(x))
    return x * mask, (dropout_param, mask)
