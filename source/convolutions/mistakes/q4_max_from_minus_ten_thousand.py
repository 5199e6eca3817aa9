"""The maximum is searched from a number that is called small enough.

question: q4_pool2x2
fails: test_pooling_of_any_image
cell: max_pool2x2
"""
def max_pool2x2(image):
    h, w = image.shape[0] // 2, image.shape[1] // 2
    out = torch.full((h, w), -1e4, dtype=image.dtype, device=image.device)
    for i in range(2):
        for j in range(2):
            out = torch.maximum(out, image[i : 2 * h : 2, j : 2 * w : 2])
    return out
