"""Found with the functions of the lab.

question: q4_memory
fails: none
"""
bn_param, column = {"mode": "train", "eps": 0.0}, torch.tensor([[1.0], [2.0], [6.0]], dtype=torch.float64)
one, zero = torch.ones(1, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
batchnorm_forward(column, one, zero, bn_param)
out, _ = batchnorm_forward(column, one, zero, {**bn_param, "mode": "test"})
first_mean, first_std = out.mean(), out.std(unbiased=False)
batchnorm_forward(column, one, zero, bn_param)
mean_2, var_2 = bn_param["running_mean"], bn_param["running_var"]
var_2_torch = 0.81 + 0.19 * column.var()
steps = 1
while 0.9**steps > 0.01:
    steps += 1
