"""The tensor is flattened with view, which fails for every input that is not contiguous (x.T, a slice, channels_last).

question: q4_forward
fails: test_forward_takes_any_dtype_layout_and_device
"""
def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    flat = x.view(-1)
    mask = (torch.rand(flat.numel(), device=x.device) < dropout_param["p"]).to(x.dtype) / dropout_param["p"]
    return (flat * mask).view(x.shape), (dropout_param, mask.view(x.shape))
