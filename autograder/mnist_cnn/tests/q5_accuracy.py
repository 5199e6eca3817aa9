from otter.test_files import test_case

OK_FORMAT = False

name = "q5_accuracy"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="A model that sends its input straight to the output is right exactly where the largest input belongs to the label. Here this is so for 3 of 4 rows.")
def test_accuracy_of_a_model_that_we_know(accuracy):
    from torchgrade import checks
    import torch
    from torch import nn
    model = nn.Sequential(nn.Flatten(), nn.Linear(3, 3, bias=False))
    model.load_state_dict({'1.weight': torch.eye(3)})
    images = torch.tensor([[5.0, 1.0, 1.0], [0.0, 2.0, 1.0], [0.0, 1.0, 3.0], [4.0, 1.0, 0.0]]).reshape(4, 1, 1, 3)
    result = accuracy(model, images, torch.tensor([0, 1, 2, 2]))
    assert isinstance(result, float), f'accuracy must return a Python float, got {type(result).__name__}'
    checks.close(result, 0.75, what='accuracy')

@test_case(points=2, hidden=True, 
    failure_message="Count the right answers over all images and divide once, by the number of images. The last batch may be smaller than the others, and may be a single image.")
def test_accuracy_counts_every_image_once(accuracy):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q5 ragged')
    weight = torch.randn(4, 6, generator=g)
    model = nn.Sequential(nn.Flatten(), nn.Linear(6, 4, bias=False))
    model.load_state_dict({'1.weight': weight})
    images = torch.randn(23, 1, 2, 3, generator=g)
    labels = (images.flatten(1) @ weight.T).argmax(1)
    labels[:9] = (labels[:9] + 1) % 4
    labels[22] = (labels[22] + 1) % 4
    for batch_size in (1, 5, 7, 10, 11, 22, 23, 500):
        result = checks.unchanged(accuracy, model, images, labels, batch_size=batch_size, what='accuracy')
        checks.close(result, 13 / 23, what=f'accuracy on 23 images in batches of {batch_size}')
    crowd = (images[9:10].expand(12001, 1, 2, 3), torch.full((12001,), int(labels[9])))
    crowd[1][11999:] = (crowd[1][11999:] + 1) % 4
    checks.close(accuracy(model, *crowd), 11999 / 12001, rtol=0, atol=1e-05, what='accuracy on 12,001 images')
    sizes = [size for mode, grad, size in checks.watch(accuracy, model, *crowd, batch_size=7000).forwards]
    assert sizes == [7000, 5001], 'with 12,001 images and batch_size=7000 the model must be called with 7000 and 5001 images'
    many = nn.Sequential(nn.Flatten(), nn.Linear(6, 300))
    with torch.no_grad():
        right = many(images).argmax(1)
    checks.close(accuracy(many, images, right), 1.0, what='accuracy with 300 classes')
    checks.close(accuracy(model, images[:1], labels[:1]), 0.0, what='accuracy on a single image')
    spoilt, named = (images.clone(), labels.clone())
    spoilt[9:11] = float('nan')
    named[9:11] = 1
    checks.close(accuracy(model, spoilt, named), 11 / 23, what='accuracy where the scores of two images are not numbers')
    straight, pixels = (nn.Sequential(nn.Flatten(), nn.PReLU(6)), 1 + images.abs())
    pixels[:, 0, 0, 0] = 0.5
    named = pixels.flatten(1).argmax(1)
    pixels[9:11, 0, 0, 0] = float('nan')
    checks.close(accuracy(straight, pixels, named), 21 / 23, what='accuracy where one score of each of two images is not a number')
    near = nn.Sequential(nn.Flatten(), nn.Linear(6, 6, bias=False))
    near.load_state_dict({'1.weight': torch.eye(6)})
    pixels = 1 + nn.functional.one_hot(named, 6).reshape(23, 1, 2, 3) / 2 ** 12
    checks.close(accuracy(near, pixels, named), 1.0, what='accuracy where scores are close')
    checks.close(accuracy(model, images[9:10], labels[9:10]), 1.0, what='accuracy on a single image')
    model = nn.Sequential(nn.Flatten(), nn.Linear(6, 4, bias=False)).double()
    model.load_state_dict({'1.weight': weight})
    checks.close(accuracy(model, images.double(), labels, batch_size=6), 13 / 23, what='accuracy of a float64 model')

@test_case(points=2, hidden=True, 
    failure_message="Measure in evaluation mode, without recording gradients, in pieces of batch_size, and leave the model where it is.")
def test_accuracy_is_measured_in_eval_mode(accuracy):
    from torchgrade import checks
    import copy
    import torch
    from torch import nn
    g = checks.generator('q5 mode')
    images, labels = (torch.randn(11, 1, 2, 3, generator=g), torch.randint(4, (11,), generator=g))
    model = nn.Sequential(nn.BatchNorm2d(1), nn.Flatten(), nn.Linear(6, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, 4))
    seen = checks.watch(accuracy, model, images, labels, batch_size=5)
    assert len(seen.forwards) > 0, 'accuracy never calls the model'
    assert [size for mode, grad, size in seen.forwards] == [5, 5, 1], 'with 11 images and batch_size=5 the model must be called with 5, 5 and 1 images'
    assert all((mode == 'eval' for mode, grad, size in seen.forwards)), 'the model is called in training mode'
    assert not any((grad for mode, grad, size in seen.forwards)), 'gradients are recorded while measuring'
    assert not seen.moved, 'accuracy moves the model to another device, or to another dtype. Move the images to the model instead'
    images = 3 + torch.randn(90, 1, 4, 4, generator=g, dtype=torch.float64)
    instance = nn.InstanceNorm2d(3, track_running_stats=True)
    attention = nn.TransformerEncoderLayer(4, 1, 4, dropout=0.9, batch_first=True)
    kinds = (nn.BatchNorm2d(3), nn.Dropout(0.9), nn.Dropout2d(0.9), nn.RReLU(-9, 9), instance, nn.Sequential(nn.Flatten(2), attention))
    for layer in kinds:
        net = nn.Sequential(nn.Conv2d(1, 3, 3), nn.Sequential(layer, nn.Flatten()), nn.Linear(12, 3)).double().train()
        with torch.no_grad():
            winners = copy.deepcopy(net).eval()(images).argmax(1)
        scored = [float(accuracy(net, images, labels, batch_size=9)) for labels in (winners, (winners + 1) % 3)]
        checks.close(scored, [1.0, 0.0], what='the accuracies of a model that is always right, and of one that is always wrong,')
    images, labels = (torch.randn(11, 1, 2, 3, generator=g), torch.randint(4, (11,), generator=g))
    refusing = ((RuntimeError, nn.Linear(7, 4)), (ValueError, nn.BatchNorm2d(1)), (IndexError, nn.Flatten(5)))
    for kind, layer in refusing:
        broken = nn.Sequential(nn.Flatten(), layer, nn.Linear(6, 4))
        checks.raises(kind, accuracy, broken, images, labels, what='accuracy, for images that do not fit the model,')

@test_case(points=2, hidden=True, 
    failure_message="Remember the mode of the model at the start, and put it back at the end, whichever it was. Measuring changes nothing else either.")
def test_accuracy_restores_the_mode(accuracy):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q5 restore')
    images, labels = (torch.randn(12, 1, 2, 3, generator=g), torch.randint(4, (12,), generator=g))
    model = nn.Sequential(nn.Flatten(), nn.Linear(6, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, 4))
    plain = nn.Sequential(nn.Flatten(), nn.Linear(6, 4))
    with torch.no_grad():
        winners = plain(images).argmax(1)
    right, wrong = (checks.mode_restored(accuracy, plain, images, answers) for answers in (winners, (winners + 1) % 4))
    assert float(right) > float(wrong), 'accuracy gives a model that is always right no more than one that is always wrong'
    model.train()
    model[1].bias.requires_grad_(False)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    seen = checks.watch(accuracy, model, images, labels)
    for name, value in seen.state.items():
        assert torch.equal(value, before[name]), f'accuracy changes {name} of the model'
    checks.equal(list(seen.altered), [], what='the list of settings that accuracy leaves changed')
    result = checks.mode_restored(accuracy, model, images, labels)
    model.eval()
    again = checks.mode_restored(accuracy, model, images, labels)
    checks.close(float(again), float(result), what='the accuracy of the same model, handed over in the other mode')
    checks.grad_mode_restored(accuracy, plain, images, labels)
    drawing = nn.Sequential(nn.FractionalMaxPool2d(2, output_size=5), nn.Flatten(), nn.Linear(25, 4))
    weight = torch.randn(4, 25, generator=g)
    drawing.load_state_dict({'2.weight': weight - weight.mean(1, keepdim=True), '2.bias': torch.zeros(4)})
    many = (torch.randn(300, 1, 12, 12, generator=g), torch.randint(4, (300,), generator=g))
    checks.stateless(accuracy, drawing, *many, random=True, what='accuracy')
    trained = nn.Sequential(nn.FractionalMaxPool2d(2, output_size=5), nn.Flatten(), nn.Linear(25, 4))
    trained.load_state_dict({'2.weight': torch.zeros(4, 25), '2.bias': torch.arange(4.0)})
    for other in ((trained, *many), (drawing, many[0].neg(), many[1]), (drawing, many[0], many[1].flip(0))):
        checks.stateless(accuracy, drawing, *many, then=other, random=True, what='accuracy')

