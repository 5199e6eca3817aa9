from otter.test_files import test_case

OK_FORMAT = False

name = "q5_data"
points = 10

@test_case(points=1, hidden=False, 
    failure_message="Of 50,000 pictures 45,000 are left to train on: 352 batches, and 50 for validation. A transform gives a float tensor.")
def test_numbers_of_batches(make_loaders, train_transform, val_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    for name, transform in (('train_transform', train_transform), ('val_transform', val_transform)):
        assert callable(transform), f'{name} is not a transform yet'
        out = transform(Image.new('RGB', (32, 32), (200, 100, 50)))
        checks.tensor(out, shape=(3, 32, 32), dtype=torch.float32, what=f'The result of {name}')
    images, labels = (torch.zeros(50000, 3, 1, 1, dtype=torch.uint8), torch.zeros(50000, dtype=torch.int64))
    loaders = checks.returns(make_loaders, images, labels, val_transform, type=tuple, what='make_loaders')
    checks.equal(len(loaders), 2, what='The number of loaders')
    checks.equal([len(loader) for loader in loaders], [352, 50], what='The numbers of batches')

@test_case(points=1, hidden=True, 
    failure_message="val_transform must give (pixel / 255 - mean) / std of each channel, and nothing random.")
def test_val_transform_normalises(val_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)
    g = checks.generator('q5 val')
    for height, width in ((32, 32), (5, 9)):
        pixels = torch.randint(0, 256, (height, width, 3), generator=g, dtype=torch.uint8)
        for _ in range(12):
            out = val_transform(Image.fromarray(pixels.numpy()))
            checks.close(out, (pixels.permute(2, 0, 1) / 255 - mean) / std, what='The result of val_transform')

@test_case(points=2, hidden=True, 
    failure_message="Each result of train_transform is a 32 x 32 crop of the picture in a black frame of 4 pixels, mirrored left to right or not, and normalised. All places occur, equally often, and so do both sides.")
def test_train_transform_crops_and_mirrors(train_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)
    row, column = torch.meshgrid(torch.arange(32), torch.arange(32), indexing='ij')
    pixels = torch.stack([7 * row + 30, 6 * column + 40, 255 - row - column], dim=2).to(torch.uint8)
    framed = torch.zeros(3, 40, 40)
    framed[:, 4:36, 4:36] = pixels.permute(2, 0, 1) / 255
    seen, variants, mirrored = ([], set(), 0)
    for out in checks.many(train_transform, Image.fromarray(pixels.numpy()), times=600):
        out = checks.tensor(out, shape=(3, 32, 32), dtype=torch.float32, what='The result of train_transform')
        value = out * std + mean
        flip = bool(value[1, 16, 15] > value[1, 16, 16])
        value = value.flip(2) if flip else value
        up, left = (round((float(value[0, 16, 16]) * 255 - 30) / 7) - 12, round((float(value[1, 16, 16]) * 255 - 40) / 6) - 12)
        assert 0 <= up <= 8 and 0 <= left <= 8, 'a result of train_transform is moved by more than 4 pixels, or its pixels are not those of the picture'
        checks.close(value, framed[:, up:up + 32, left:left + 32], rtol=0, atol=0.0001, what='A result of train_transform, brought back to pixels between 0 and 1')
        seen.append((up, left))
        variants.add((up, left, flip))
        mirrored += flip
    for axis, moved in zip(('up and down', 'left and right'), zip(*seen)):
        assert len(set(moved)) == 9, f'in 600 results only {len(set(moved))} of the 9 moves {axis} occurred'
        assert 70 < sum((move in (0, 8) for move in moved)) < 200, f'the 9 moves {axis} must be equally likely'
    assert len(set(seen)) > 75, f'in 600 results only {len(set(seen))} places of the crop occurred'
    assert max(map(seen.count, set(seen))) < 36, 'the 81 places must be equally likely'
    assert 227 < mirrored < 373, f'of 600 results {mirrored} were mirrored'
    assert len(variants) > 140, 'the place of the crop and the mirror image must not depend on each other'

@test_case(points=1, hidden=True, 
    failure_message="train_transform must follow the global seed, and set none.")
def test_train_transform_draws_anew(train_transform):
    import torch
    from PIL import Image
    from torchgrade import checks
    g = checks.generator('q5 anew')
    image = Image.fromarray(torch.randint(0, 256, (32, 32, 3), generator=g, dtype=torch.uint8).numpy())
    draws = torch.stack([checks.tensor(train_transform(image), shape=(3, 32, 32), what='The result of train_transform') for _ in range(24)])
    again = torch.stack([train_transform(image) for _ in range(24)])
    assert not torch.equal(draws, again), 'train_transform draws the same crops again and again'
    checks.stateless(train_transform, image, random=True, follows_seed=True, what='train_transform')
    pixels = torch.from_numpy(__import__('numpy').array(image))
    checks.equal(tuple(pixels.shape), (32, 32, 3), what='The shape of the picture afterwards')

@test_case(points=2, hidden=True, 
    failure_message="Pictures must give the transformed PIL picture and the label of each image, as an int, made anew each time.")
def test_items_of_pictures(Pictures, val_transform, train_transform):
    import torch
    from torchgrade import checks
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)
    g = checks.generator('q5 items')
    images = torch.randint(0, 256, (7, 3, 32, 32), generator=g, dtype=torch.uint8)
    labels = torch.tensor([3, 9, 0, 0, 5, 1, 7])
    pictures = Pictures(images, labels, val_transform)
    Pictures(images[:2] // 2, labels[:2] + 1, train_transform)
    checks.equal(len(pictures), 7, what='len(Pictures(...)) of 7 images')
    for i in (0, 6, 3, 3):
        item = pictures[i]
        checks.equal(len(item), 2, what='The length of an item')
        checks.close(item[0], (images[i] / 255 - mean) / std, what=f'The picture of item {i}')
        checks.equal(item[1], labels[i].item(), what=f'The label of item {i}')
        assert isinstance(item[1], int), 'a label must be an int'
    many = Pictures(images, labels + 70000, val_transform)
    checks.equal([many[i][1] for i in (1, 6)], [70009, 70007], what='The labels of images of many classes')
    plain = Pictures(images, labels, torch.nn.Identity())
    for attempt in range(2):
        picture = plain[2][0]
        pixel = list(picture.getpixel((0, 0)))
        checks.equal(pixel, images[2, :, 0, 0].tolist(), what='A pixel of a picture that was drawn on before')
        picture.putpixel((0, 0), (1, 2, 3))

    def unreadable(picture):
        raise OSError("this picture can't be read")
    for i in (0, 6):
        item = Pictures(images, labels, unreadable).__getitem__
        checks.raises(OSError, item, i, what='An item of Pictures whose transform fails')
    wide = Pictures(torch.arange(72, dtype=torch.uint8).view(1, 3, 4, 6), torch.tensor([1]), val_transform)
    checks.close(wide[0][0], (torch.arange(72).view(3, 4, 6) / 255 - mean) / std, what='A picture of 4 x 6 pixels')
    drawn = Pictures(images, labels, train_transform)
    seen = torch.stack([drawn[2][0] for _ in range(20)])
    assert any((not torch.equal(one, seen[0]) for one in seen)), 'the picture of an item must be made anew each time'

@test_case(points=3, hidden=True, 
    failure_message="Training and validation pictures must be apart and complete, the split random but always the same, training batches shuffled anew, and each part in its own transform.")
def test_loaders_split_and_shuffle(make_loaders, train_transform, val_transform):
    import torch
    from torchgrade import checks
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)

    def numbers(loader):
        found, taught, sizes, moved = ([], [], [], 0)
        for x, y in loader:
            checks.tensor(x, shape=(None, 3, 32, 32), what='The pictures of a batch')
            value = ((x * std + mean) * 255).round()[:, :, 16, 16].long()
            found += (value[:, 0] + 15 * (value[:, 1] - 100)).tolist()
            taught += y.tolist()
            sizes.append(len(y))
            moved += int((x[:, 2, 0, :] != x[:, 2, 16, :]).any(1).sum())
        return (found, taught, sizes, moved)
    for count, held_out in ((236, 103), (37, 10), (90, 60), (230, 101)):
        number = torch.arange(count)
        images = torch.full((count, 3, 32, 32), 77)
        images[:, 0], images[:, 1] = ((number % 15)[:, None, None], (100 + number // 15)[:, None, None])
        labels = number * 7 % 23 * 3000
        train, val = checks.unchanged(make_loaders, images.to(torch.uint8), labels, train_transform, held_out, what='make_loaders')
        first, second, third = (numbers(train), numbers(train), numbers(train))
        kept, kept_again = (numbers(val), numbers(val))
        for found, taught, _, _ in (first, second, kept):
            assert taught == [i * 7 % 23 * 3000 for i in found], 'a picture has got the label of another one'
        assert sorted(first[0] + kept[0]) == list(range(count)), 'the pictures of both loaders together are not all pictures, once each'
        checks.equal(len(kept[0]), held_out, what='The number of validation pictures')
        assert sorted(first[0]) == sorted(second[0]), 'two epochs do not have the same training pictures'
        assert len({tuple(order[0]) for order in (first, second, third)}) == 3 and first[0] != sorted(first[0]), 'training pictures must come in a new random order in each epoch'
        beside = [{frozenset(pair) for pair in zip(order[0], order[0][1:])} for order in (first, second)]
        assert len(beside[0] & beside[1]) < 18, 'the training pictures of an epoch have the neighbours of the epoch before: all of them must be shuffled, not blocks of them'
        assert count != 236 or set(first[0][128:]) != set(second[0][128:]), 'the batches of two epochs have the same pictures: shuffle across batches'
        assert kept[0] == kept_again[0], 'validation pictures must come in the same order each time'
        wanted = [128] * (len(first[0]) // 128) + [len(first[0]) % 128]
        checks.equal(first[2], wanted, what='The sizes of the training batches')
        checks.equal(kept[2], [100] * (held_out // 100) + [held_out % 100], what='The sizes of the validation batches')
        assert kept[3] == 0, 'validation pictures must go through val_transform'
        assert first[3] > 0, 'training pictures must go through the transform that is handed in'
        assert max(kept[0]) - min(kept[0]) >= held_out, 'the validation pictures must be chosen at random, not be a block of their neighbours'
        _, val_again = make_loaders(images.to(torch.uint8), labels, train_transform, held_out)
        assert sorted(numbers(val_again)[0]) == sorted(kept[0]), 'the same pictures must be held out each time'
        plain, val_again = make_loaders(images.to(torch.uint8), labels, val_transform, held_out)
        assert sorted(numbers(val_again)[0]) == sorted(kept[0]), 'the same pictures must be held out whatever the transform'
        assert numbers(plain)[3] == 0, 'training pictures must go through the transform that is handed in'
    checks.stateless(make_loaders, images.to(torch.uint8), labels, train_transform, held_out, views=True, what='make_loaders')

