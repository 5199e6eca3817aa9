from otter.test_files import test_case

OK_FORMAT = False

name = "q10_transforms"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Both transforms take a PIL image and give a float tensor of shape (3, 32, 32).")
def test_transforms_give_tensors(train_transform, val_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    transforms = {'train_transform': train_transform, 'val_transform': val_transform}
    for name, transform in transforms.items():
        assert callable(transform), f'{name} is not a transform yet. Got {transform!r}.'
        out = transform(Image.new('RGB', (32, 32), (200, 100, 50)))
        checks.tensor(out, shape=(3, 32, 32), dtype=torch.float32, what=f'The result of {name}')

@test_case(points=1, hidden=True, 
    failure_message="val_transform must give (image / 255 - MEAN) / STD for each channel, the same on every call.")
def test_val_transform_values(val_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    g = checks.generator('q10 val')
    mean = torch.tensor([0.4914, 0.4822, 0.4465])
    std = torch.tensor([0.2023, 0.1994, 0.201])
    for _ in range(3):
        pixels = torch.randint(0, 256, (32, 32, 3), generator=g, dtype=torch.uint8)
        image = Image.fromarray(pixels.numpy())
        expected = ((pixels.float() / 255 - mean) / std).permute(2, 0, 1)
        for out in checks.many(val_transform, image, times=250):
            checks.close(out, expected, rtol=0.0001, atol=0.0001, what='The result of val_transform')

@test_case(points=2, hidden=True, 
    failure_message="Each result of train_transform must be a 32 x 32 crop of the image with 4 pixels of zeros around it, mirrored left to right or not, and normalised with MEAN and STD.")
def test_train_transform_gives_crops_and_flips(train_transform):
    import torch
    import torch.nn.functional as F
    from PIL import Image
    from torchgrade import checks
    g = checks.generator('q10 crops')
    pixels = torch.randint(0, 256, (32, 32, 3), generator=g, dtype=torch.uint8)
    image = Image.fromarray(pixels.numpy())
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)
    plain = pixels.permute(2, 0, 1).float() / 255
    allowed = []
    zeros = (4, 4, 4, 4)
    for padded in ((F.pad(plain, zeros) - mean) / std, F.pad((plain - mean) / std, zeros)):
        crops = padded.unfold(1, 32, 1).unfold(2, 32, 1).permute(1, 2, 0, 3, 4)
        crops = crops.reshape(81, 3, 32, 32)
        allowed += [crops, crops.flip(3)]
    allowed = torch.cat(allowed)
    seen = []
    for _ in range(40):
        out = train_transform(image)
        checks.tensor(out, shape=(3, 32, 32), what='The result of train_transform')
        off = (allowed - out).abs().amax(dim=(1, 2, 3)).min().item()
        assert off < 0.001, f'A result of train_transform is no zero-padded crop of the normalised image, mirrored or not (the closest one is off by {off:.2g}).'
        seen.append(out)
    plain = Image.new('RGB', (32, 32), (200, 100, 50))
    edges = [train_transform(plain)[:, 0, 0] for _ in range(60)]
    assert any((not torch.equal(edge, edges[0]) for edge in edges)), 'train_transform leaves an image of one colour as it is.'
    assert any((not torch.equal(out, seen[0]) for out in seen)), 'train_transform gives the same result each time: nothing in it is random.'

@test_case(points=2, hidden=True, 
    failure_message="All 9 x 9 places of the crop must be equally likely, and half of the results must be mirrored, whatever the place. Nothing else may happen, however seldom.")
def test_train_transform_uses_every_place_and_both_sides(train_transform):
    import torch
    import torch.nn.functional as F
    from PIL import Image
    from torchgrade import checks
    row, column = torch.meshgrid(torch.arange(32), torch.arange(32), indexing='ij')
    blue = torch.full((32, 32), 255)
    pixels = torch.stack([4 * row + 60, 4 * column + 60, blue], dim=2).to(torch.uint8)
    image = Image.fromarray(pixels.numpy())
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)
    plain, zeros = (pixels.permute(2, 0, 1).float() / 255, (4, 4, 4, 4))
    padded = [(F.pad(plain, zeros) - mean) / std, F.pad((plain - mean) / std, zeros)]
    draws = []
    for out in checks.many(train_transform, image, times=1000):
        checks.tensor(out, shape=(3, 32, 32), what='The result of train_transform')
        value = ((out * std + mean) * 255).round()
        flip = bool(value[1, 16, 15] > value[1, 16, 16])
        value, whole = (value.flip(2), out.flip(2)) if flip else (value, out)
        up, left = (round((value[i, 16, 16].item() - 60) / 4) - 16 + 4 for i in (0, 1))
        crops = [image[:, max(up, 0):up + 32, max(left, 0):left + 32] for image in padded]
        assert any((c.shape == whole.shape and (c - whole).abs().max() < 0.001 for c in crops)), 'A result of train_transform is not what crop, mirror and normalisation make of it.'
        draws.append((up, left, flip))
    assert len(set(draws)) >= 147, f'In 1000 results only {len(set(draws))} of 162 combinations of place and mirror occurred. Are height, side and mirror drawn separately?'
    for axis, name in enumerate(('rows', 'columns')):
        for place in range(9):
            count = sum((draw[axis] == place for draw in draws))
            assert 50 <= count <= 175, f'In 1000 results one of the {name} occurs {count} times.'
    for shift in range(5):
        count = sum((abs(place - 4) == shift for draw in draws for place in draw[:2]))
        share = 2000 * (2 if shift else 1) / 9
        assert abs(count - share) < 6 * (share * (1 - share / 2000)) ** 0.5, f'In 1000 results a shift by {shift} pixels occurs {count} times in rows and columns.'
    groups = {'all': lambda up, left: True, 'in even rows': lambda up, left: up % 2 == 0, 'in even columns': lambda up, left: left % 2 == 0, 'where row plus column is even': lambda up, left: (up + left) % 2 == 0, 'in the upper half': lambda up, left: up < 4, 'in the left half': lambda up, left: left < 4, 'above the diagonal': lambda up, left: up < left}
    for name, belongs in groups.items():
        for inside in (True, False):
            flips = [flip for up, left, flip in draws if belongs(up, left) == inside]
            if flips:
                share, spread = (sum(flips) / len(flips), 0.5 / len(flips) ** 0.5)
                assert abs(share - 0.5) < 6 * spread, f'{share:.0%} of the crops {name} are mirrored: half of them is expected.'

@test_case(points=1, hidden=True, 
    failure_message="The same global seed must give the same crops and flips again, and another seed others. Make no generator and set no seed of your own, neither in the transform nor beside it.")
def test_train_transform_follows_the_global_seed(train_transform):
    import random
    import numpy
    import torch
    from PIL import Image
    from torchgrade import checks
    g = checks.generator('q10 seeds')
    pixels = torch.randint(0, 256, (32, 32, 3), generator=g, dtype=torch.uint8)
    image = Image.fromarray(pixels.numpy())

    def draws(seed):
        torch.manual_seed(seed)
        random.seed(seed)
        numpy.random.seed(seed)
        return torch.stack([train_transform(image) for _ in range(7)])
    first, again, other = (draws(1), draws(1), draws(2))
    assert not torch.equal(first, other), 'Another global seed gives the same crops and flips.'
    assert torch.equal(first, again), 'The same global seed gives other crops and flips.'

