"""Pooling of a library.

question: q4_pool2x2
fails: test_pooling_of_any_image
cell: average_pool2x2
"""
def average_pool2x2(image):
    return F.avg_pool2d(image[None, None], 2)[0, 0]
