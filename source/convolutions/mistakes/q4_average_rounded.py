"""Averages are rounded to six decimals.

question: q4_pool2x2
fails: test_pooling_is_a_pure_function_of_any_dtype
cell: average_pool2x2
"""
def average_pool2x2(image):
    h, w = image.shape[0] // 2, image.shape[1] // 2
    return image[: 2 * h, : 2 * w].reshape(h, 2, w, 2).mean((1, 3)).round(decimals=6)
