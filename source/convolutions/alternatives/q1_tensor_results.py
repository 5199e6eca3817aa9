"""Numbers come as tensors and as floats.

question: q1_parameters
fails: none
cell: params_dense
"""
params_16_filters = torch.tensor(16 * (5 * 5 * 3 + 1))
params_dense = 3_000_100.0
params_100_filters = conv_parameters(3, 100, (3, 3))
params_pointwise = conv_parameters(16, 1, 1)
