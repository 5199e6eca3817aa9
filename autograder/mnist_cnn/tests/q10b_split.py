from otter.test_files import test_case

OK_FORMAT = False

name = "q10b_split"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="shared is a fraction, and fair_split returns two pairs of tensors of the right sizes.")
def test_split_has_the_right_sizes(shared, fair_split):
    from torchgrade import checks
    import torch
    fraction = checks.number(shared, what='shared')
    assert 0 <= fraction <= 1, f'shared must be a fraction between 0 and 1, got {fraction}'
    result = fair_split(torch.rand(12, 1, 2, 2, generator=checks.generator('q10b sizes')), torch.arange(12) % 10, 2)
    assert isinstance(result, (tuple, list)) and len(result) == 2, 'fair_split must return two pairs, train_set and val_set'
    for part, size in zip(result, (10, 2)):
        assert isinstance(part, (tuple, list)) and len(part) == 2, 'each set must be a pair of images and labels'
        checks.tensor(part[0], shape=(size, 1, 2, 2), what='the images of a set')
        checks.tensor(part[1], shape=(size,), dtype=torch.int64, what='the labels of a set')

@test_case(points=1, hidden=True, 
    failure_message="Take one of her validation images. It is among her training images with what probability, if these are drawn without a look at the validation images?")
def test_fraction_that_is_shared(shared):
    from torchgrade import checks
    checks.close(shared, 0.83333, rtol=0, atol=0.004, what='shared')

@test_case(points=3, hidden=True, 
    failure_message="No image may be in both sets, none may be lost, and each must keep its own label.")
def test_split_shares_no_image(fair_split):
    from torchgrade import checks
    import torch
    g = checks.generator('q10b split')
    for count, held_out in ((60, 10), (7, 3), (5, 1), (9, 8), (201, 100), (12003, 2001), (2000, 1990)):
        images = torch.randn(count, 1, 2, 3, generator=g)
        labels = torch.randperm(count, generator=g)
        kept = (images.clone(), labels.clone())
        train_set, val_set = checks.unchanged(fair_split, images, labels, held_out, what='fair_split')
        for part, size in ((train_set, count - held_out), (val_set, held_out)):
            checks.tensor(part[0], shape=(size, 1, 2, 3), dtype=torch.float32, what='the images of a set')
            checks.tensor(part[1], shape=(size,), dtype=torch.int64, what='the labels of a set')
        numbers = torch.cat([train_set[1], val_set[1]])
        assert sorted(numbers.tolist()) == list(range(count)), 'some image is in both sets, twice in one, or in none'
        where = kept[1].argsort()[numbers]
        checks.close(torch.cat([train_set[0], val_set[0]]), kept[0][where], rtol=0, atol=0, what='the image that comes with a label')
    alike = torch.zeros(50, 1, 2, 3)
    (_, rest), (_, held) = fair_split(alike, torch.arange(50), 8)
    assert len(held) == 8 and sorted([*rest.tolist(), *held.tolist()]) == list(range(50)), 'some image is lost, or in both sets, where several are alike'
    for dtype in (torch.uint8, torch.float64):
        train_set, val_set = fair_split((9 * images).to(dtype), labels, 5)
        for part in (train_set, val_set):
            checks.tensor(part[0], dtype=dtype, what=f'the images of a set, where all images are {dtype},')

@test_case(points=1, hidden=True, 
    failure_message="Every call must draw the validation images anew, from all images, without a seed of its own, and share no image with the training set.")
def test_split_draws_anew(fair_split):
    from torchgrade import checks
    import torch
    images, labels = (torch.rand(40, 1, 2, 2, generator=checks.generator('q10b anew')), torch.arange(40))
    chosen = []
    for call in range(60):
        train_set, val_set = fair_split(images, labels, 20)
        assert not set(train_set[1].tolist()) & set(val_set[1].tolist()), 'some image is in both sets'
        chosen.append(frozenset(val_set[1].tolist()))
    assert len(set(chosen)) > 1, 'every call draws the same validation images'
    for distance in range(1, 21):
        together = sum(((i + distance) % 40 in held for held in chosen for i in held))
        far = 6 * 14 if distance < 20 else 6 * 20
        assert abs(together - 585) < far, 'the selections are not equally likely: some images are held out together too often, or too seldom'
    assert frozenset.union(*chosen) == frozenset(range(40)), 'some images are never drawn for validation'
    assert not frozenset.intersection(*chosen), 'some images are always drawn for validation'
    counts = {int(fair_split(images, labels % 2, 20)[1][1].sum()) for call in range(60)}
    assert len(counts) > 1, 'the selections are not equally likely: each class always gets the same share'
    checks.stateless(fair_split, images, labels, 20, random=True, what='fair_split')

