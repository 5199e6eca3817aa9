"""Pooling of a library.

question: q4_pool2x2
fails: test_pooling_of_any_image
cell: max_pool2x2
"""
def max_pool2x2(image):
    return nn.MaxPool2d(2)(image[None])[0]
