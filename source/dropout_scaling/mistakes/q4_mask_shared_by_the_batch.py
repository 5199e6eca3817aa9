"""One mask is drawn for the features and used for every example of the batch.

question: q4_forward
fails: test_each_element_has_its_own_coin
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        mask = (torch.rand(x.shape[1:]) < p).to(x.dtype) / p
        mask = mask.expand(x.shape)
        return x * mask, (dropout_param, mask)
    return x, (dropout_param, mask)
