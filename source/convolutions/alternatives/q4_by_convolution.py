"""A mean is a convolution with a filter of quarters.

question: q4_pool2x2
fails: none
cell: average_pool2x2
"""
def average_pool2x2(image):
    quarters = torch.full((1, 1, 2, 2), 0.25, dtype=image.dtype, device=image.device)
    return F.conv2d(image[None, None], quarters, stride=2)[0, 0]
