from otter.test_files import test_case

OK_FORMAT = False

name = "q14_thinned"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="thinned should return probabilities of shape (draws, N, C), and loss_of_averages one loss for each number of runs.")
def test_shapes_of_the_experiment(thinned, loss_of_averages):
    from torchgrade import checks
    import torch
    x = torch.randn(4, 3, generator=checks.generator('q14 public'))
    model = torch.nn.Sequential(torch.nn.Dropout(0.5), torch.nn.Linear(3, 5))
    out = checks.tensor(thinned(model, x, 7), shape=(7, 4, 5), what='the result of thinned')
    sums = 'the sums of the probabilities'
    checks.close(out.sum(dim=2), torch.ones(7, 4), check_dtype=False, what=sums)
    losses = loss_of_averages(torch.full((7, 4, 5), 0.2), torch.tensor([0, 4, 2, 2]))
    what = 'the losses of a network that guesses'
    checks.close(losses, torch.full((7,), 1.6094379), check_dtype=False, what=what)

@test_case(points=1, hidden=True, 
    failure_message="Each run of thinned should drop units with a new mask, and hand on the probabilities of this run alone.")
def test_runs_of_thinned(thinned, InvertedDropout):
    from torchgrade import checks
    import torch
    model = torch.nn.Sequential(torch.nn.Dropout(0.5), torch.nn.Linear(2, 2, bias=False))
    with torch.no_grad():
        model[1].weight.copy_(torch.tensor([[1.0, 0.0], [0.0, 0.0]]))
    x = torch.ones(50, 2)
    for training in (False, True):
        out = thinned(model.train(training), x, 40)
        out = checks.tensor(out, shape=(40, 50, 2), what='the result of thinned')
        odds = (out[..., 0] / out[..., 1]).log().float()
        odds = torch.where(odds.abs() < 1e-06, torch.zeros_like(odds), odds)
        checks.kept_units_scaled(torch.ones(40, 50), odds, keep=0.5, what='the score of a run')
        checks.drop_fraction(odds, drop=0.5, false_failure=2e-07, what='the scores of all runs')
        checks.independent_mask(odds, keep=0.5, false_failure=2e-07, what='the mask of each run')
    g = checks.generator('q14 runs')
    exact = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Dropout(0.0))
    some = torch.randn(5, 3, generator=g)
    right = exact(some).softmax(dim=1).detach().expand(3, 5, 4)
    what = 'the result of thinned for a network that drops nothing'
    checks.close(thinned(exact, some, 3), right, check_dtype=False, what=what)
    try:
        own = InvertedDropout(0.5).train()
        checks.some_dropped(own(torch.ones(20, 20)))
    except Exception:
        return
    model = torch.nn.Sequential(torch.nn.Linear(2, 30), own, torch.nn.Linear(30, 2))
    for training in (False, True):
        out = thinned(model.train(training), x, 2)
        out = checks.tensor(out, shape=(2, 50, 2), what='the result of thinned')
        assert bool((out[0] != out[1]).any()), 'Your own layer drops nothing in the runs.'

@test_case(points=1, hidden=True, 
    failure_message="thinned should leave the model as it was, its mode, weights and gradients. The result should carry no graph.")
def test_thinned_leaves_no_trace(thinned):
    from torchgrade import checks
    import torch
    x = torch.randn(6, 3, generator=checks.generator('q14 trace'))
    model = torch.nn.Sequential(torch.nn.Dropout(0.5), torch.nn.Linear(3, 5))
    model[1].bias.requires_grad_(False)
    for training in (True, False):
        model.train(training)
        checks.unchanged(thinned, model, x, 2, what='thinned')
        out = checks.mode_restored(thinned, model, x, 3, what='thinned')
        out = checks.tensor(out, shape=(3, 6, 5), what='the result of thinned')
        assert not out.requires_grad, 'The result of thinned carries a graph.'
        assert bool((out[0] != out[1]).any()), 'Two runs of thinned gave the same.'
        checks.grad_mode_restored(thinned, model, x, 2, what='thinned')
        checks.grad_mode_restored(thinned, model, x, 2, autograd=False, what='thinned')
        checks.tensor(thinned(model, x[:1], 1), shape=(1, 1, 5), what='one run for one example')
        many = thinned(model, x[:1], 300)
        checks.tensor(many, shape=(300, 1, 5), what='many runs for one example')
        wide = thinned(model, x.repeat(100, 1), 2)
        checks.tensor(wide, shape=(2, 600, 5), what='two runs for 600 examples')
    checks.stateless(thinned, model, x, 3, random=True, what='thinned')

@test_case(points=2, hidden=True, 
    failure_message="The losses are not right. Average the probabilities of the first k runs, then take the logarithm, then the mean over the examples.")
def test_losses_of_averages(loss_of_averages):
    from torchgrade import checks
    import torch
    g = checks.generator('q14 losses')
    for draws, n, classes, size in ((6, 5, 4, 3), (1, 3, 2, 3), (9, 1, 3, 3), (3, 20, 5, 8)):
        runs = (size * torch.randn(draws, n, classes, generator=g)).softmax(dim=2)
        y = torch.randint(0, classes, (n,), generator=g)
        means = [runs[:k].mean(dim=0).log() for k in range(1, draws + 1)]
        expected = torch.stack([torch.nn.functional.nll_loss(mean, y) for mean in means])
        losses = checks.unchanged(loss_of_averages, runs, y, what='loss_of_averages')
        checks.close(losses, expected, check_dtype=False, what='the losses')
    checks.stateless(loss_of_averages, runs, y, what='loss_of_averages')

