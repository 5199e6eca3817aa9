"""The mask is kept in dropout_param, which belongs to the caller.

question: q4_forward
fails: test_forward_leaves_its_arguments_alone
"""
def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    kept = torch.rand(x.shape, device=x.device) < dropout_param["p"]
    dropout_param["mask"] = kept.to(x.dtype) / dropout_param["p"]
    return x * dropout_param["mask"], (dropout_param, dropout_param["mask"])
