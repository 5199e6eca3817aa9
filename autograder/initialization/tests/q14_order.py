from otter.test_files import test_case

OK_FORMAT = False

name = "q14_order"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="With a bias of -10 a unit is dead for small inputs; the label -1 comes before the label 1.")
def test_dead_units_by_hand(dead_units, negatives_first):
    import torch
    from torchgrade import checks
    params = {'W1': torch.eye(2), 'b1': torch.tensor([0.0, -10.0]), 'W2': torch.ones(1, 2), 'b2': torch.zeros(1)}
    x, y = (torch.tensor([[1.0, 2.0], [-3.0, 4.0], [5.0, 6.0]]), torch.tensor([1.0, -1.0, 1.0]))
    dead = dead_units(params, x)
    checks.equal(len(dead), 1, what='The number of hidden layers in dead_units')
    checks.equal([bool(unit) for unit in dead[0]], [False, True], what='which units are dead')
    rows, signs = checks.returns(negatives_first, x, y, type=tuple, what='negatives_first')
    checks.close(signs, torch.tensor([-1.0, 1.0, 1.0]), what='the labels in their new order')
    checks.close(rows, x[[1, 0, 2]], what='the examples in their new order')

@test_case(points=2, hidden=True, 
    failure_message="dead_units is wrong. A unit is dead if no row at all gets through it; a layer gets what the one before hands on.")
def test_dead_units_of_any_network(dead_units):
    import torch
    from torchgrade import checks
    draw = checks.generator('q14 dead')
    for units, count in (((2, 12, 9, 1), 40), ((3, 8, 1), 1), ((2, 5, 6, 7, 4, 1), 12), ((2,) + (6,) * 10 + (1,), 5), ((2, 20, 20, 1), 300)):
        params = {}
        for n, (before, after) in enumerate(zip(units, units[1:]), start=1):
            b = torch.where(torch.arange(after) % 3 == 0, -30.0, 0.5).double()
            W = torch.randn(after, before, dtype=torch.float64, generator=draw)
            params = {f'b{n}': b, f'W{n}': W, **params}
        x = torch.randn(count, units[0], dtype=torch.float64, generator=draw)
        x[-1] *= 1 if count < 300 else 60
        right, a = ([], x)
        for n in range(1, len(units) - 1):
            a = (a @ params[f'W{n}'].T + params[f'b{n}']).clamp(min=0)
            right.append((a.amax(dim=0) == 0).tolist())
        found = checks.unchanged(dead_units, params, x, what='dead_units')
        for layer, size in zip(found, units[1:]):
            checks.tensor(layer, shape=(size,), dtype=torch.bool, what='a layer of dead_units')
        checks.equal([[bool(unit) for unit in layer] for layer in found], right, what='which units are dead')
    checks.equal(len(dead_units({'W1': torch.ones(1, 2), 'b1': torch.zeros(1)}, torch.ones(3, 2))), 0, what='The number of hidden layers of a network with one layer')
    moved = {name: -value for name, value in params.items()}
    checks.stateless(dead_units, params, x, then=(moved, -x), what='dead_units')
    checks.any_layout(dead_units, params, x, what='dead_units')
    params = {'W1': torch.tensor([[0.0], [1.0], [1.0]]), 'b1': torch.tensor([0.0, -2.0, -1.9])}
    params |= {'W2': torch.ones(1, 3), 'b2': torch.zeros(1)}
    found, = dead_units(params, torch.tensor([[-1.0], [2.0]]))
    checks.equal([bool(unit) for unit in found], [True, True, False], what='which units are dead')
    params['W1'], params['b1'] = (1e-30 * params['W1'], torch.zeros(3))
    found, = dead_units(params, torch.tensor([[-1.0], [2.0]]))
    checks.equal([bool(unit) for unit in found], [True, False, False], what='which units are dead')
    params = {'W1': torch.tensor([[0.0]]), 'b1': torch.tensor([-1000000.0])}
    params |= {'W2': torch.tensor([[-1.0]]), 'b2': torch.tensor([-1.0])}
    params |= {'W3': torch.ones(1, 1), 'b3': torch.zeros(1)}
    found = [[bool(unit) for unit in layer] for layer in dead_units(params, torch.ones(2, 1))]
    checks.equal(found, [[True], [True]], what='which units are dead')

@test_case(points=2, hidden=True, 
    failure_message="negatives_first must put all negative labels in front, keep the order within each group, and each label with its example.")
def test_negatives_come_first(negatives_first):
    import torch
    from torchgrade import checks
    draw = checks.generator('q14 order')
    for count in (60, 1, 7):
        y = torch.randn(count, generator=draw).sign()
        x = torch.randn(count, 3, *(2, 2)[:count % 3], generator=draw)
        negative = [n for n in range(count) if y[n] < 0]
        order = negative + [n for n in range(count) if y[n] >= 0]
        rows, signs = checks.unchanged(negatives_first, x, y, what='negatives_first')
        checks.close(signs, y[order], what='the labels in their new order')
        checks.close(rows, x[order], what='the examples in their new order')
    for y in (torch.ones(7), -torch.ones(7), torch.tensor([0.5, -2.0, 0.0, -0.1, 1.0, -7.0, 0.2])):
        rows, signs = negatives_first(x, y)
        order = [n for n in range(7) if y[n] < 0] + [n for n in range(7) if y[n] >= 0]
        checks.close(signs, y[order], what='the labels in their new order')
        checks.close(rows, x[order], what='the examples in their new order')
    rows, signs = negatives_first(x.double(), y.double())
    checks.tensor(rows, dtype=torch.float64, what='the examples in float64')
    checks.tensor(signs, dtype=torch.float64, what='the labels in float64')
    rows, signs = negatives_first(x.int(), y.sign().long())
    assert rows.dtype == torch.int32 and signs.dtype == torch.int64, 'Whole numbers should stay whole numbers.'
    checks.stateless(negatives_first, x, y, views=True, what='negatives_first')

@test_case(points=2, hidden=True, 
    failure_message="z_large, z_small or dead_bias is wrong. The step changes w and b; in a disk the point that excites the unit most lies in the direction of its weights.")
def test_death_of_a_unit(z_large, z_small, dead_bias):
    from torchgrade import checks
    checks.close([z_large, z_small], [-2.75, 0.75], rtol=0.0, atol=0.0006, what='z_large and z_small')
    checks.close(dead_bias, -25.0, rtol=0.0, atol=0.0006, what='dead_bias')

@test_case(points=2, hidden=True, 
    failure_message="truths is not the set of all true sentences. What does a slope of 0 do to every later gradient, and to those of which examples?")
def test_truths_on_the_order(truths):
    from torchgrade import checks
    letters = checks.choices(truths, 'abcdef', what='truths')
    assert letters == {'a', 'e', 'f'}, 'truths is not right.'

