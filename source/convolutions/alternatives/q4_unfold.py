"""Windows by Tensor.unfold.

question: q4_pool2x2
fails: none
cell: average_pool2x2
"""
def average_pool2x2(image):
    return image.unfold(0, 2, 2).unfold(1, 2, 2).mean(dim=(-2, -1))
