"""Averages are kept within 1e4 unless they are in float64, "so that nothing is infinite in float16".

question: q4_pool2x2
cell: average_pool2x2
fails: test_pooling_is_a_pure_function_of_any_dtype
"""
def average_pool2x2(image):
    height, width = image.shape[0] // 2, image.shape[1] // 2
    found = image[: 2 * height, : 2 * width].reshape(height, 2, width, 2).mean((1, 3))
    return found if found.dtype == torch.float64 else found.clamp(-1e4, 1e4)
