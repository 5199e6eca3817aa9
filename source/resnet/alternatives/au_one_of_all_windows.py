"""All 81 crops as windows, one of them by two randint.

question: q10_transforms
fails: none
cell: train_transform
"""
class _Train:
    def __call__(self, image):
        tensor = transforms.functional.to_tensor(image)
        windows = F.pad(tensor, [4] * 4).unfold(1, 32, 1).unfold(2, 32, 1)
        row, column = (int(torch.randint(9, ())) for _ in "ij")
        crop = windows[:, row, column]
        if torch.rand(()) < 0.5:
            crop = torch.fliplr(crop.permute(1, 2, 0)).permute(2, 0, 1)
        return (crop - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)


train_transform = _Train()
val_transform = lambda image: transforms.functional.normalize(transforms.functional.to_tensor(image), MEAN, STD)
