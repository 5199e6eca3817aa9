"""The largest magnitude in place of the largest number.

question: q4_pool2x2
fails: test_pooling_of_any_image
cell: max_pool2x2
"""
def max_pool2x2(image):
    """Return the maximum of each 2 x 2 window of an image (H, W): shape (H // 2, W // 2)."""
    height, width = image.shape[0] // 2, image.shape[1] // 2
    windows = image[: 2 * height, : 2 * width].reshape(height, 2, width, 2)
    return windows.abs().amax(dim=(1, 3))
