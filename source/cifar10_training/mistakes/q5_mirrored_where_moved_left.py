"""One draw decides both: mirror and place.

question: q5_data
fails: test_train_transform_crops_and_mirrors
cell: train_transform
"""
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(helpers.MEAN, helpers.STD)])
def train_transform(picture):
    t = F.pad(transforms.functional.to_tensor(picture), (4, 4, 4, 4))
    k = int(torch.randint(0, 162, ()))
    i, j = divmod(k // 2, 9)
    t = t[:, i : i + 32, j : j + 32]
    if (i + j) % 2 == 0:
        t = t.flip(2)
    return transforms.functional.normalize(t, helpers.MEAN, helpers.STD)
