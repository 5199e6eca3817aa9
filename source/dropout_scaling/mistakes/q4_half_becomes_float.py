"""The mask is float32, so a float16 or bfloat16 input comes out as float32 (the rule: the output has the dtype of x).

question: q4_forward
fails: test_forward_keeps_shape_and_dtype, test_forward_takes_any_dtype_layout_and_device
also: q5_backward
"""
def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    mask = (torch.rand(x.shape, device=x.device) < dropout_param["p"]).float() / dropout_param["p"]
    return x * mask, (dropout_param, mask)
