"""The result is float32, whatever the image is.

question: q4_pool2x2
fails: test_pooling_is_a_pure_function_of_any_dtype
cell: average_pool2x2
"""
def average_pool2x2(image):
    """Return the mean of each 2 x 2 window of an image (H, W): shape (H // 2, W // 2)."""
    rows, columns = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
    image = image[:rows, :columns]
    corners = (image[::2, ::2], image[::2, 1::2], image[1::2, ::2], image[1::2, 1::2])
    return sum(corners).float() / 4
