"""Odd rows and columns are filled up with zeros.

question: q4_pool2x2
fails: test_pooling_of_any_image
cell: average_pool2x2
"""
def average_pool2x2(image):
    """Return the mean of each 2 x 2 window of an image (H, W): shape (H // 2, W // 2)."""
    image = F.pad(image, (0, image.shape[1] % 2, 0, image.shape[0] % 2))
    corners = (image[::2, ::2], image[::2, 1::2], image[1::2, ::2], image[1::2, 1::2])
    return sum(corners) / 4
