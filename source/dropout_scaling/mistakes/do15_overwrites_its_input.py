"""The mask is multiplied into x itself, so the caller's tensor is gone.

id: DO15
question: q4_forward
fails: test_forward_leaves_its_arguments_alone
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    generator = torch.Generator()
    generator.manual_seed(dropout_param["seed"]) if "seed" in dropout_param else generator.seed()
    mask = None
    if dropout_param["mode"] == "train":
        mask = (torch.rand(x.shape, generator=generator) < p).to(x.dtype) / p
        x *= mask
    return x, (dropout_param, mask)
