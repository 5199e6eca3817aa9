"""With view, which fails for an image that is not contiguous.

question: q4_pool2x2
fails: test_pooling_is_a_pure_function_of_any_dtype
cell: max_pool2x2
"""
def max_pool2x2(image):
    """Return the maximum of each 2 x 2 window of an image (H, W): shape (H // 2, W // 2)."""
    height, width = image.shape[0] // 2, image.shape[1] // 2
    windows = image.view(-1).view(image.shape)[: 2 * height, : 2 * width].contiguous().view(height, 2, width, 2)
    return windows.amax(dim=(1, 3))
