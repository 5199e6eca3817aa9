"""The larger one by `>`, which no NaN is: unless it comes first, it is lost.

question: q4_pool2x2
fails: test_pooling_is_a_pure_function_of_any_dtype
cell: max_pool2x2
"""
def max_pool2x2(image):
    rows, columns = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
    out = image[:rows:2, :columns:2].clone()
    for i, j in ((0, 1), (1, 0), (1, 1)):
        other = image[i:rows:2, j:columns:2]
        out = torch.where(other > out, other, out)
    return out
