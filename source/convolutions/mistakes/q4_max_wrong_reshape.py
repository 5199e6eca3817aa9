"""The windows are cut out of the rows alone.

question: q4_pool2x2
fails: test_pooling_of_two_windows
cell: max_pool2x2
"""
def max_pool2x2(image):
    """Return the maximum of each 2 x 2 window of an image (H, W): shape (H // 2, W // 2)."""
    height, width = image.shape[0] // 2, image.shape[1] // 2
    windows = image[: 2 * height, : 2 * width].reshape(height, width, 2, 2)
    return windows.amax(dim=(2, 3))
