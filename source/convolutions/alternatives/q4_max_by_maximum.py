"""torch.maximum of the four corners.

question: q4_pool2x2
fails: none
cell: max_pool2x2
"""
def max_pool2x2(image):
    rows, columns = len(image) - len(image) % 2, image.shape[1] - image.shape[1] % 2
    upper = torch.maximum(image[0:rows:2, 0:columns:2], image[0:rows:2, 1:columns:2])
    lower = torch.maximum(image[1:rows:2, 0:columns:2], image[1:rows:2, 1:columns:2])
    return torch.maximum(upper, lower)
