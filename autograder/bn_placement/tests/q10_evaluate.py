from otter.test_files import test_case

OK_FORMAT = False

name = "q10_evaluate"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="Three of four images are classified correctly here, so the accuracy is 0.75.")
def test_evaluate_counts_correct_answers(evaluate):
    from torchgrade import checks
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    scores = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 0.0, 5.0], [4.0, 0.0, 0.0]])
    loader = DataLoader(TensorDataset(scores, torch.tensor([0, 1, 2, 1])), batch_size=2)
    model = nn.Sequential(nn.Flatten(), nn.Linear(3, 3, bias=False))
    nn.init.eye_(model[1].weight)
    accuracy = evaluate(model, loader)
    checks.equal(isinstance(accuracy, float), True, what='whether evaluate returns a Python float')
    checks.close(accuracy, 0.75, what='the accuracy')

@test_case(points=2, hidden=True, 
    failure_message="Count over all images that the loader yields, and round nothing. A small last batch must not weigh as much as a full one.")
def test_evaluate_weighs_every_image_the_same(evaluate):
    from torchgrade import checks
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    labels = torch.tensor([0, 1, 2, 0, 1, 2, 0, 1, 2, 1])
    answers = torch.tensor([0, 1, 2, 0, 1, 2, 1, 0, 1, 2])
    scores = nn.functional.one_hot(answers, 3).float()
    model = nn.Sequential(nn.Flatten(), nn.Linear(3, 3, bias=False))
    nn.init.eye_(model[1].weight)
    for size, name in ((4, 'batches of 4, 4 and 2 images'), (3, 'batches of 3, 3, 3 and 1 images'), (10, 'one batch')):
        loader = DataLoader(TensorDataset(scores, labels), batch_size=size)
        checks.close(evaluate(model, loader), 0.6, what='the accuracy over ' + name)
    g = checks.generator('q10 weighs')
    labels = torch.randint(0, 7, (997,), generator=g)
    scores = torch.randn(997, 7, generator=g, dtype=torch.float64) - 50
    right = scores.argmax(1) == labels
    model = nn.Sequential(nn.Linear(7, 7, bias=False)).double()
    nn.init.eye_(model[0].weight)
    batches = list(zip(scores.split(3), labels.split(3)))
    accuracy = checks.unchanged(evaluate, model, batches, what='evaluate')
    checks.close(accuracy, right.double().mean().item(), what='the accuracy over a list of batches')
    trained = nn.Sequential(nn.Linear(7, 7, bias=False)).double()
    trained.load_state_dict({'0.weight': -torch.eye(7)})
    checks.stateless(evaluate, model, batches, then=(trained, batches), what='evaluate')
    checks.stateless(evaluate, model, batches, then=(model, [(x, x.argmax(1)) for x, y in batches]), what='evaluate')
    wide = nn.Sequential(nn.Linear(2, 300)).double()
    points = torch.randn(5003, 2, generator=g, dtype=torch.float64)
    with torch.no_grad():
        winners = wide(points).argmax(1)
    winners[4999:] = (winners[4999:] + 1) % 300
    many = [(points[:4999], winners[:4999]), (points[4999:], winners[4999:])]
    wide[0].bias.requires_grad_(False)
    accuracy = checks.unchanged(evaluate, wide, many, what='evaluate')
    checks.close(accuracy, 4999 / 5003, what='the accuracy over a large batch and a small one')
    for kind, layer in ((RuntimeError, nn.Linear(8, 7)), (ValueError, nn.BatchNorm2d(7)), (IndexError, nn.Flatten(5))):
        broken = nn.Sequential(layer, nn.Linear(7, 7)).double()
        checks.raises(kind, evaluate, broken, batches, what='evaluate, for a model that the images do not fit,')
    spoilt = scores.clone()
    spoilt[(right & (labels > 0) & (labels < 5)).nonzero().flatten()[:20]] = float('nan')
    expected = right.double().mean().item() - 20 / 997
    spoilt_batches = list(zip(spoilt.split(20), labels.split(20)))
    checks.close(evaluate(model, spoilt_batches), expected, what='the accuracy where the scores of 20 images are not numbers')
    spoilt = scores + 50 - scores.min()
    spoilt[(right & (labels > 0)).nonzero().flatten()[:20], 0] = float('nan')
    spoilt_batches = list(zip(spoilt.split(20), labels.split(20)))
    checks.close(evaluate(nn.PReLU(7).double(), spoilt_batches), expected, what='the accuracy where 20 images have one score that is not a number')
    close = 1 + nn.functional.one_hot(labels, 7) / 2 ** 12
    single = nn.Sequential(nn.Linear(7, 7, bias=False))
    nn.init.eye_(single[0].weight)
    checks.close(evaluate(single, list(zip(close.split(90), labels.split(90)))), 1.0, what='the accuracy where scores are close')
    few = DataLoader(TensorDataset(scores, labels), batch_size=100, drop_last=True)
    expected = right[:900].double().mean().item()
    checks.close(evaluate(model, few), expected, what='the accuracy over a loader that leaves the last batch out')

@test_case(points=2, hidden=True, 
    failure_message="The model must run in evaluation mode, with all of its layers, whatever mode it comes in.")
def test_evaluate_uses_evaluation_mode(evaluate):
    from torchgrade import checks
    import copy
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q10 mode')
    images = 3 + torch.randn(90, 1, 4, 4, generator=g, dtype=torch.float64)
    instance = nn.InstanceNorm2d(3, track_running_stats=True)
    attention = nn.TransformerEncoderLayer(4, 1, 4, dropout=0.9, batch_first=True)
    kinds = (nn.BatchNorm2d(3), nn.Dropout(0.9), nn.Dropout2d(0.9), nn.RReLU(-9, 9), instance, nn.Sequential(nn.Flatten(2), attention))
    for layer in kinds:
        net = nn.Sequential(nn.Conv2d(1, 3, 3), nn.Sequential(layer, nn.Flatten()), nn.Linear(12, 3)).double().train()
        with torch.no_grad():
            winners = copy.deepcopy(net).eval()(images).argmax(1)
        answers = [DataLoader(TensorDataset(images, labels), batch_size=9) for labels in (winners, (winners + 1) % 3)]
        scored = [float(evaluate(net, batches)) for batches in answers]
        checks.close(scored, [1.0, 0.0], what='the accuracies of a model that is always right, and of one that is always wrong,')
    x, y = (3 + torch.randn(10, 1, 4, 4, generator=g), torch.randint(0, 3, (10,), generator=g))
    loader = DataLoader(TensorDataset(x, y), batch_size=4)
    model = nn.Sequential(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten(), nn.Linear(12, 3)).train()
    before = checks.state(model)
    watched = checks.watch(evaluate, model, loader)
    checks.equal([mode for mode, grad, size in watched.forwards], ['eval'] * 3, what='the list of modes of the forward passes')
    for name, value in before.items():
        checks.close(watched.state[name], value, what=name + ' after evaluate')
    checks.equal(list(watched.altered), [], what='the list of settings that evaluate leaves changed')

@test_case(points=2, hidden=True, 
    failure_message="The forward passes must run without autograd recording them. Evaluation mode does not take care of that.")
def test_evaluate_records_no_gradients(evaluate):
    from torchgrade import checks
    import copy
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q10 grad')
    x, y = (torch.randn(7, 4, generator=g), torch.randint(0, 3, (7,), generator=g))
    loader = DataLoader(TensorDataset(x, y), batch_size=3)
    net = nn.Sequential(nn.Linear(4, 3))
    with torch.no_grad():
        winners = copy.deepcopy(net).eval()(x).argmax(1)
    scored = [float(evaluate(net, DataLoader(TensorDataset(x, labels), batch_size=3))) for labels in (winners, (winners + 1) % 3)]
    checks.close(scored, [1.0, 0.0], what='the accuracies of a model that is always right, and of one that is always wrong,')
    watched = checks.watch(evaluate, nn.Sequential(nn.Linear(4, 3)), loader)
    checks.equal([grad for mode, grad, size in watched.forwards], [False] * 3, what='whether autograd recorded the passes')
    checks.grad_mode_restored(evaluate, nn.Sequential(nn.Linear(4, 3)), loader, what='evaluate')

@test_case(points=1, hidden=True, 
    failure_message="A model that came in training mode must leave in training mode, one in evaluation mode must stay there.")
def test_evaluate_restores_the_mode(evaluate):
    from torchgrade import checks
    import copy
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q10 restore')
    x, y = (torch.randn(6, 4, generator=g), torch.randint(0, 3, (6,), generator=g))
    loader = DataLoader(TensorDataset(x, y), batch_size=3)
    net = nn.Sequential(nn.Linear(4, 3))
    with torch.no_grad():
        winners = copy.deepcopy(net).eval()(x).argmax(1)
    scored = [float(evaluate(net, DataLoader(TensorDataset(x, labels), batch_size=3))) for labels in (winners, (winners + 1) % 3)]
    checks.close(scored, [1.0, 0.0], what='the accuracies of a model that is always right, and of one that is always wrong,')
    for training in (True, False):
        model = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Dropout(0.5), nn.Linear(4, 3)).train(training)
        accuracy = checks.mode_restored(evaluate, model, loader)
        checks.equal(isinstance(accuracy, (float, int, torch.Tensor)), True, what='whether evaluate returns a number')

