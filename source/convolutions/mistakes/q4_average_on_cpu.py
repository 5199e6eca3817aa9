"""The result is made on the CPU.

question: q4_pool2x2
fails: test_pooling_is_a_pure_function_of_any_dtype
cell: average_pool2x2
"""
def average_pool2x2(image):
    h, w = image.shape[0] // 2, image.shape[1] // 2
    out = torch.zeros(h, w, dtype=image.dtype)
    for i in range(2):
        for j in range(2):
            out = out + image[i : 2 * h : 2, j : 2 * w : 2] / 4
    return out
