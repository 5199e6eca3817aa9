"""One random number for both directions: only the 9 places on the diagonal occur.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
"""
def train_transform(image):
    t = transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)
    s = int(torch.randint(0, 9, ()))
    t = F.pad(t, (4, 4, 4, 4))[:, s:s + 32, s:s + 32]
    return t.flip(2) if torch.rand(()) < 0.5 else t


val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
