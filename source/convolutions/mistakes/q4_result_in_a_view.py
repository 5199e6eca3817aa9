"""Where the first pixels are the largest, a part of the image itself is returned.

question: q4_pool2x2
fails: test_pooling_of_any_image
cell: max_pool2x2
"""
def max_pool2x2(image):
    h, w = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
    image = image[:h, :w]
    best = image[::2, ::2]
    for other in (image[1::2, ::2], image[::2, 1::2], image[1::2, 1::2]):
        if bool((other > best).any()):
            best = torch.maximum(best, other)
    return best
