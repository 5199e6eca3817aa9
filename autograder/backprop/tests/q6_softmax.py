from otter.test_files import test_case

OK_FORMAT = False

name = "q6_softmax"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="If all four scores are equal the loss is ln 4, and the gradient is (1/4, 1/4, 1/4, 1/4), minus 1 at the right class.")
def test_softmax_of_equal_scores(softmax_loss):
    import torch
    from torchgrade import checks
    loss, dscores = checks.returns(softmax_loss, torch.zeros(1, 4), torch.tensor([2]), type=tuple, what='softmax_loss')
    checks.close(loss, 1.3862944, what='the loss')
    checks.close(dscores, torch.tensor([[0.25, 0.25, -0.75, 0.25]]), what='the gradient')

@test_case(points=1, hidden=False, 
    failure_message="The rows of the gradient add up to 0: raising all scores of an example changes nothing.")
def test_softmax_gradient_rows(softmax_loss):
    import torch
    from torchgrade import checks
    scores = torch.randn(5, 3, generator=checks.generator('q6 rows'))
    loss, dscores = checks.returns(softmax_loss, scores, torch.tensor([0, 1, 2, 2, 1]), type=tuple, what='softmax_loss')
    checks.close(checks.tensor(dscores, shape=(5, 3), what='the gradient').sum(1), torch.zeros(5), what='the sums of its rows')
    assert checks.number(loss, what='the loss') > 0, 'the loss should be positive'

@test_case(points=2, hidden=True, 
    failure_message="The loss is wrong. Is it the mean over the examples of minus the natural logarithm of the right class's probability?")
def test_softmax_loss_values(softmax_loss):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 values')
    for n, c, scale in ((4, 5, 1.0), (1, 3, 3.0), (7, 2, 5.0), (3, 10, 0.1), (5, 1, 1.0), (300, 30, 1)):
        scores = scale * torch.randn(n, c, dtype=torch.float64, generator=draw) + 1
        y = torch.randint(c, (n,), generator=draw)
        loss, _ = checks.unchanged(softmax_loss, scores, y, what='softmax_loss')
        checks.close(loss, F.cross_entropy(scores, y).item(), what=f'the loss of {n} examples and {c} classes')

@test_case(points=2, hidden=True, 
    failure_message="The gradient of the loss is wrong. It belongs to the mean over the examples.")
def test_softmax_gradient_values(softmax_loss):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 gradients')
    for n, c, scale in ((4, 5, 1.0), (1, 3, 3.0), (7, 2, 5.0), (3, 10, 0.1), (5, 1, 1.0), (300, 30, 1)):
        scores = scale * torch.randn(n, c, dtype=torch.float64, generator=draw)
        y = torch.randint(c, (n,), generator=draw)
        right = (scores.softmax(1) - F.one_hot(y, c)) / n
        for kind in (torch.int64, torch.int32):
            _, dscores = checks.returns(softmax_loss, scores, y.to(kind), type=tuple, what='softmax_loss')
            checks.close(dscores, right, what=f'the gradient of {n} examples and {c} classes')
    far = torch.tensor([[0.0, -25.0, -60.0]], dtype=torch.float64)
    _, dscores = checks.returns(softmax_loss, far, torch.tensor([0]), type=tuple, what='softmax_loss')
    small = dscores[0, 1:] / far.softmax(1)[0, 1:]
    checks.close(small, [1.0, 1.0], what='the gradient of two small probabilities, relative to them')

@test_case(points=2, hidden=True, 
    failure_message="Large scores, of either sign, must not give infinity, NaN, or a loss that is cut off.")
def test_softmax_is_stable(softmax_loss):
    import math
    import torch
    from torchgrade import checks
    for high, low, y, right in ((2000.0, 0.0, 1, 2000.0), (0.0, -300.0, 1, 300.0), (10000.0, 0.0, 0, 0.0), (-10000.0, -30000.0, 1, 20000.0)):
        loss, dscores = checks.returns(softmax_loss, torch.tensor([[high, low]]), torch.tensor([y]), type=tuple, what='softmax_loss')
        checks.close(loss, right, what='the loss for large scores')
        checks.close(dscores, torch.tensor([[0.0, 0.0] if y == 0 else [1.0, -1.0]]), what='the gradient for large scores')
    scores = torch.tensor([[1000.0, 1001.0], [-1000.0, -1001.0], [0.0, 1.0]], dtype=torch.float64)
    loss, dscores = checks.returns(softmax_loss, scores, torch.tensor([1, 0, 1]), type=tuple, what='softmax_loss')
    small = 1 / (1 + torch.tensor(1.0, dtype=torch.float64).exp())
    checks.close(loss, math.log(1 + math.exp(-1)), what='the loss of a batch of large and small scores')
    rows = torch.stack([small, -small]) / 3
    checks.close(dscores, torch.stack([rows, -rows, rows]), what='the gradient of a batch of large and small scores')

@test_case(points=1, hidden=True, 
    failure_message="softmax_loss must leave its arguments as they are, keep nothing, work for every dtype and layout, and be written without PyTorch's own.")
def test_softmax_is_a_pure_function(softmax_loss):
    import torch
    from torchgrade import checks
    draw = checks.generator('q6 pure')
    scores, y = (torch.randn(4, 6, generator=draw), torch.tensor([0, 5, 2, 2]))
    gradient = lambda scores, y: softmax_loss(scores, y)[1]
    right = scores.softmax(1)
    right[range(4), y] -= 1
    checks.close(gradient(scores, y), right / 4, what='the gradient')
    checks.stateless(softmax_loss, scores, y, what='softmax_loss')
    checks.any_dtype(gradient, scores, y, ulps=32, what='softmax_loss')
    checks.any_layout(softmax_loss, scores, y, what='softmax_loss')
    checks.no_calls(softmax_loss, scores, y, forbidden=['cross_entropy', 'nll_loss', 'softmax', 'log_softmax', 'logsumexp', 'autograd'], what='softmax_loss')

