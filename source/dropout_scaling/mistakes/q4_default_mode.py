"""The mode is written back as a default.

question: q4_forward
fails: test_forward_leaves_its_arguments_alone
"""
def dropout_forward(x, dropout_param):
    p = dropout_param.setdefault("p", 0.5)
    seed = dropout_param.setdefault("seed", None)
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if seed is not None:
        torch.manual_seed(seed)
    mask = (torch.rand(x.shape, device=x.device) < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
