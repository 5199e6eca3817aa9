"""Each call draws one of 1000 seeds and sets it, so that there are fewer variants.

question: q10_transforms
fails: test_train_transform_uses_every_place_and_both_sides
cell: train_transform
"""
class _Reseeds:
    def __call__(self, image):
        torch.manual_seed(int(torch.randint(1000, ())))
        return _rest(image)


_rest = transforms.Compose([transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(), transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
train_transform = _Reseeds()
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
