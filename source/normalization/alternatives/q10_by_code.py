"""Found with the functions of the lab; frozensets and a list.

question: q10_few
fails: none
"""
pair = torch.tensor([[3.0], [7.0]], dtype=torch.float64)
one, zero = torch.ones(1, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
gradient = torch.tensor([[1.0], [0.0]], dtype=torch.float64)
out, cache = batchnorm_forward(pair, one, zero, {"mode": "train", "eps": 1e-9})
upper_two, dx_two = out[1, 0], batchnorm_backward(gradient, cache)[0][0, 0]
_, cache = batchnorm_forward(pair, one, zero, {"mode": "train", "eps": 5})
dx_two_eps = batchnorm_backward_alt(gradient, cache)[0][0].item()
out_one, _ = batchnorm_forward(pair[:1], 2 * one, zero + 0.5, {"mode": "train"})
share_two, test_std_two = 0.5, 0.5**-0.5
like_batch, like_layer, layer_fails = frozenset("cf"), ["b", "e"], ("b",)
