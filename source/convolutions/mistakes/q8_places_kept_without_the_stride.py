"""The places of the windows are kept from call to call, under a key without the stride.

question: q8_im2col
fails: test_columns_of_any_image
cell: im2col
"""
PLACES = {}


def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    image = F.pad(x, [pad] * 4)
    size = tuple(image.shape[1:])
    key = (size, kernel_height, kernel_width)
    if key not in PLACES:
        numbers = torch.arange(math.prod(size)).reshape(size)
        places = numbers.unfold(1, kernel_height, stride).unfold(2, kernel_width, stride)
        PLACES[key] = places.permute(0, 3, 4, 1, 2).reshape(size[0] * kernel_height * kernel_width, -1)
    return image.flatten(1)[:, PLACES[key]]
