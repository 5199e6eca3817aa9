from otter.test_files import test_case

OK_FORMAT = False

name = "q10_transforms"
points = 9

@test_case(points=2, hidden=False, 
    failure_message="Both transforms take a PIL image and give a float tensor of shape (3, 32, 32).")
def test_transforms_give_tensors(train_transform, val_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    for name, transform in (('train_transform', train_transform), ('val_transform', val_transform)):
        assert callable(transform), f'{name} is not a transform yet. Got {transform!r}.'
        checks.tensor(transform(Image.new('RGB', (32, 32), (200, 100, 50))), shape=(3, 32, 32), dtype=torch.float32, what=f'The result of {name}')

@test_case(points=2, hidden=True, 
    failure_message="val_transform must give (image / 255 - MEAN) / STD for each channel, the same on every call.")
def test_val_transform_values(val_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    pixels = torch.randint(0, 256, (32, 32, 3), generator=checks.generator('q10 val'), dtype=torch.uint8)
    image = Image.fromarray(pixels.numpy())
    mean, std = (torch.tensor([0.4914, 0.4822, 0.4465]), torch.tensor([0.2023, 0.1994, 0.201]))
    expected = ((pixels.float() / 255 - mean) / std).permute(2, 0, 1)
    for attempt in range(12):
        checks.close(val_transform(image), expected, rtol=0.0001, atol=0.0001, what='The result of val_transform')

@test_case(points=3, hidden=True, 
    failure_message="Each result of train_transform must be a 32 x 32 crop of the image with 4 pixels of zeros around it, mirrored left to right or not, and normalised with MEAN and STD.")
def test_train_transform_gives_crops_and_flips(train_transform):
    import torch
    import torch.nn.functional as F
    from PIL import Image
    from torchgrade import checks
    pixels = torch.randint(0, 256, (32, 32, 3), generator=checks.generator('q10 crops'), dtype=torch.uint8)
    image = Image.fromarray(pixels.numpy())
    mean, std = (torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1), torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1))
    plain = pixels.permute(2, 0, 1).float() / 255
    allowed = []
    for padded in ((F.pad(plain, (4, 4, 4, 4)) - mean) / std, F.pad((plain - mean) / std, (4, 4, 4, 4))):
        crops = padded.unfold(1, 32, 1).unfold(2, 32, 1).permute(1, 2, 0, 3, 4).reshape(81, 3, 32, 32)
        allowed += [crops, crops.flip(3)]
    allowed = torch.cat(allowed)
    seen = []
    for attempt in range(40):
        out = checks.tensor(train_transform(image), shape=(3, 32, 32), what='The result of train_transform')
        off = (allowed - out).abs().amax(dim=(1, 2, 3)).min().item()
        assert off < 0.001, f'A result of train_transform is no zero-padded crop of the normalised image, mirrored or not (closest one off by {off:.2g}).'
        seen.append(out)
    assert any((not torch.equal(out, seen[0]) for out in seen)), 'train_transform gives the same result each time: nothing in it is random.'

@test_case(points=2, hidden=True, 
    failure_message="All 9 x 9 places of the crop must be possible, and about half of the results must be mirrored.")
def test_train_transform_uses_every_place_and_both_sides(train_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    row, column = torch.meshgrid(torch.arange(32), torch.arange(32), indexing='ij')
    pixels = torch.stack([4 * row + 60, 4 * column + 60, torch.full((32, 32), 255)], dim=2).to(torch.uint8)
    image = Image.fromarray(pixels.numpy())
    mean, std = (torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1), torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1))
    rows, columns, places, mirrored = (set(), set(), set(), 0)
    for attempt in range(260):
        out = checks.tensor(train_transform(image), shape=(3, 32, 32), what='The result of train_transform')
        value = ((out * std + mean) * 255).round()
        flipped = bool(value[1, 16, 15] > value[1, 16, 16])
        mirrored += flipped
        value = value.flip(2) if flipped else value
        rows.add(round(value[0, 16, 16].item()))
        columns.add(round(value[1, 16, 16].item()))
        places.add((round(value[0, 16, 16].item()), round(value[1, 16, 16].item())))
    assert len(rows) == 9 and len(columns) == 9, f'In 260 results the crop sat at {len(rows)} heights and {len(columns)} places from left to right.'
    assert len(places) >= 50, f'In 260 results the crop sat at only {len(places)} of the 9 x 9 places. Are its height and its side drawn separately?'
    assert 85 <= mirrored <= 175, f'{mirrored} of 260 results were mirrored left to right.'

