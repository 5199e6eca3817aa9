"""Functions, by hand.

question: q5_data
fails: none
cell: val_transform
"""
def val_transform(picture):
    pixels = transforms.functional.to_tensor(picture)
    return (pixels - torch.tensor(helpers.MEAN)[:, None, None]) / torch.tensor(helpers.STD)[:, None, None]


def train_transform(picture):
    framed = F.pad(transforms.functional.pil_to_tensor(picture), (4, 4, 4, 4))
    up, left = torch.randint(0, 9, (2,)).tolist()
    crop = framed[:, up : up + 32, left : left + 32]
    if torch.rand(()) < 0.5:
        crop = crop.flip(-1)
    return val_transform(to_pil_image(crop))
