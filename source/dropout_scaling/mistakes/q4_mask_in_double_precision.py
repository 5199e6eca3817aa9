"""The mask comes from NumPy in double precision and turns float32 inputs into float64.

question: q4_forward
fails: test_forward_keeps_shape_and_dtype
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    rng = np.random.default_rng(dropout_param.get("seed"))
    mask = None
    if mode == "train":
        mask = torch.from_numpy((rng.random(tuple(x.shape)) < p) / p)
        x = x * mask
    return x, (dropout_param, mask)
