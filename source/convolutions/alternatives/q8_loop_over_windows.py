"""A column for each window.

question: q8_im2col
fails: none
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    padded = F.pad(x, (pad, pad, pad, pad))
    columns = []
    for top in range(0, padded.shape[2] - kernel_height + 1, stride):
        for left in range(0, padded.shape[3] - kernel_width + 1, stride):
            window = padded[:, :, top : top + kernel_height, left : left + kernel_width]
            columns.append(window.flatten(1))
    return torch.stack(columns, dim=-1)
