"""Two loops over the windows.

question: q4_pool2x2
fails: none
cell: average_pool2x2
"""
def average_pool2x2(image):
    height, width = image.shape[0] // 2, image.shape[1] // 2
    out = torch.zeros(height, width, dtype=image.dtype, device=image.device)
    for i in range(height):
        for j in range(width):
            out[i, j] = image[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].mean()
    return out
