"""Height and width of the kernel are mixed up.

question: q8_im2col
fails: test_columns_of_any_image
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    """Write the pixels of each window as a column: (N, C * Kh * Kw, H_out * W_out)."""
    padded = F.pad(x, (pad, pad, pad, pad))
    height = (padded.shape[2] - kernel_height) // stride + 1
    width = (padded.shape[3] - kernel_width) // stride + 1
    parts = []
    for u in range(kernel_width):
        for v in range(kernel_height):
            bottom, right = u + stride * height, v + stride * width
            parts.append(padded[:, :, u:bottom:stride, v:right:stride])
    return torch.stack(parts, dim=2).reshape(x.shape[0], -1, height * width)
