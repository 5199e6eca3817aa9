"""A missing seed is drawn and written into the caller's dict, which fixes the mask for all later calls.

question: q4_forward
fails: test_forward_leaves_its_arguments_alone
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    if "seed" not in dropout_param:
        dropout_param["seed"] = int(torch.randint(10**6, ()))
    torch.manual_seed(dropout_param["seed"])
    mask = (torch.rand_like(x) < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
