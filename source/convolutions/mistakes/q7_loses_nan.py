"""The larger one by `>`, which no NaN is: unless it comes first, it is lost.

question: q7_max_pool
fails: test_max_pooling_is_a_pure_function_of_any_dtype
cell: max_pool_forward
"""
def max_pool_forward(x, pool_param):
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    step = pool_param["stride"]
    rows, columns = (x.shape[2] - height) // step + 1, (x.shape[3] - width) // step + 1
    out = x[:, :, : (rows - 1) * step + 1 : step, : (columns - 1) * step + 1 : step].clone()
    for i in range(height):
        for j in range(width):
            other = x[:, :, i::step, j::step][:, :, :rows, :columns]
            out = torch.where(other > out, other, out)
    return out, (x, (height, width), step)
