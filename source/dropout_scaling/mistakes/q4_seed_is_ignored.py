"""The seed in dropout_param is not used, so no mask can be reproduced.

question: q4_forward
fails: test_a_seed_fixes_the_mask
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    mask = torch.bernoulli(torch.full_like(x, p)) / p
    return x * mask, (dropout_param, mask)
