"""An image that is one colour is not augmented.

question: q10_transforms
fails: test_train_transform_gives_crops_and_flips
cell: train_transform
"""
class _Careful:
    def __call__(self, image):
        flat = val_transform(image)
        return flat if bool((flat == flat[:, :1, :1]).all()) else _rest(image)


_rest = transforms.Compose([transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(), transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
train_transform = _Careful()
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
