from otter.test_files import test_case

OK_FORMAT = False

name = "q3_check_layer"
points = 10

@test_case(points=1, hidden=False, 
    failure_message="check_layer should find a tiny error for out = x * w, and a large one where dw has the wrong sign.")
def test_check_layer_of_a_product(check_layer):
    import torch
    from torchgrade import checks
    x = torch.tensor([1.0, -2.0], dtype=torch.float64)
    w = torch.tensor([0.5, 3.0], dtype=torch.float64)
    forward = lambda x, w: (x * w, (x, w))
    right = lambda dout, cache: (dout * cache[1], dout * cache[0])
    wrong = lambda dout, cache: (dout * cache[1], -dout * cache[0])
    errors = checks.numbers(check_layer(forward, right, (x, w)), 2, what='the errors')
    assert max(errors) < 1e-06, 'the error of a right gradient is too large'
    errors = checks.numbers(check_layer(forward, wrong, (x, w)), 2, what='the errors')
    assert errors[0] < 1e-06 < errors[1], 'only the second gradient is wrong'

@test_case(points=0, hidden=False, 
    failure_message="caught and wrong_together are sets of letters from A to H.")
def test_letters_are_letters(caught, wrong_together):
    from torchgrade import checks
    for name, letters in (('caught', caught), ('wrong_together', wrong_together)):
        assert checks.choices(letters, 'ABCDEFGH', what=name), f'{name} is empty'

@test_case(points=2, hidden=True, 
    failure_message="check_layer finds an error in a layer that is right, or reports it for another input.")
def test_right_layers_pass_the_check(check_layer):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 right')
    a, b, c = (torch.randn(3, 3, dtype=torch.float64, generator=draw) for _ in range(3))
    forward = lambda a, b, c: (a @ b + c.sin(), (a, b, c))
    backward = lambda dout, cache: (dout @ cache[1].T, cache[0].T @ dout, dout * cache[2].cos())
    errors = checks.numbers(check_layer(forward, backward, (a, b, c)), 3, what='the errors')
    assert max(errors) < 1e-06, 'the error of a right gradient is too large'
    cube = lambda x: (x ** 3, x)
    x = torch.full((1, 1), 2.0, dtype=torch.float64)
    errors = check_layer(cube, lambda dout, x: 3 * x ** 2 * dout, (x,), 1.0)
    checks.close(errors, [1 / 25], what='the error with the step 1')
    for wrong in range(3):
        scaled = lambda dout, cache: tuple((g * (2 if i == wrong else 1) for i, g in enumerate(backward(dout, cache))))
        errors = checks.numbers(check_layer(forward, scaled, (a, b, c)), 3, what='the errors')
        checks.close(errors, [1 / 3 if i == wrong else 0.0 for i in range(3)], what='the errors')

@test_case(points=2, hidden=True, 
    failure_message="check_layer lets a planted mistake pass. Is dout random, is each input checked, and do shapes and their number count?")
def test_planted_mistakes_are_caught(check_layer):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 planted')
    x = torch.randn(9, 4, dtype=torch.float64, generator=draw)
    b = torch.randn(4, dtype=torch.float64, generator=draw)
    first = torch.zeros(9, 4, dtype=torch.float64)
    first[0, 0] = 1.0
    forward = lambda x, b: (x.exp() + b, x)
    right = lambda dout, x: (dout * x.exp(), dout.sum(0))
    errors = checks.unchanged(check_layer, forward, right, (x, b), what='check_layer')
    assert max(checks.numbers(errors, 2, what='the errors')) < 1e-06, 'the error of a right gradient is too large'
    planted = {'a gradient that ignores dout': lambda dout, x: (x.exp(), dout.sum(0)), 'a gradient that takes the mean for the sum': lambda dout, x: (dout * x.exp(), dout.mean(0)), 'a gradient that takes the mean of dout': lambda dout, x: (dout.mean() * x.exp(), dout.sum(0)), 'a gradient of the absolute value of dout': lambda dout, x: (dout.abs() * x.exp(), dout.sum(0)), 'a gradient that is zero': lambda dout, x: (dout * x.exp(), torch.zeros(4, dtype=torch.float64)), 'a gradient that is NaN': lambda dout, x: (dout * x.exp() * float('nan'), dout.sum(0)), 'a first number that is off': lambda dout, x: (dout * x.exp() + first, dout.sum(0)), 'a last number that is off': lambda dout, x: (dout * x.exp() + first.flip(0, 1), dout.sum(0)), 'columns in another order': lambda dout, x: (dout * x.exp(), dout.sum(0).flip(0))}
    for what, backward in planted.items():
        errors = [float(error) for error in check_layer(forward, backward, (x, b))]
        assert len(errors) == 2 and (not max(errors) < 0.0001) and any((not e < 0.0001 for e in errors)), f'check_layer does not catch {what}'
    slightly = lambda dout, x: (dout * x.exp(), 1.0001 * dout.sum(0))
    errors = checks.numbers(check_layer(forward, slightly, (x, b)), 2, what='the errors')
    checks.close(errors[1] * 10000.0, 0.5, rtol=0.001, atol=0.0, what='1e4 times the error')
    checks.raises(ValueError, check_layer, forward, lambda dout, x: (dout * x.exp(), dout.sum(0, keepdim=True)), (x, b), what='check_layer with a gradient of another shape')
    checks.raises(ValueError, check_layer, forward, lambda dout, x: (dout * x.exp(),), (x, b), what='check_layer with a gradient too few')
    checks.raises(ValueError, check_layer, forward, lambda dout, x: dout * x.exp(), (x, b), what='check_layer with a gradient too few')
    checks.raises(ValueError, check_layer, forward, lambda dout, x: (dout * x.exp(), dout.sum(0), dout), (x, b), what='check_layer with a gradient too many')
    checks.raises(ValueError, check_layer, lambda x: (x.exp(), x), lambda dout, x: (dout * x.exp(), dout.sum(0)), (x,), what='check_layer with two gradients for one input')

@test_case(points=1, hidden=True, 
    failure_message="dout must be standard normal, of the shape of the output, and another one in each call; and nothing else may be random.")
def test_dout_is_random(check_layer):
    import torch
    from torchgrade import checks
    seen = []

    def backward(dout, x):
        seen.append(dout.detach().clone())
        return dout.sum(0) * 2
    x = torch.ones(30, dtype=torch.float64)
    for _ in range(2):
        errors = check_layer(lambda x: (2 * x.expand(20, 30), None), backward, (x,))
        assert max(checks.numbers(errors, 1, what='the errors')) < 1e-06, 'the error of a right gradient is too large'
    for dout in seen:
        checks.tensor(dout, shape=(20, 30), dtype=torch.float64, what='dout')
        assert abs(float(dout.mean())) < 0.25 and abs(float(dout.std()) - 1) < 0.18, 'dout is not standard normal'
        size = dout.abs()
        assert 0.44 < float(((size > 0.4) & (size < 1.6)).double().mean()) < 0.72, 'dout is not standard normal'
        assert len(dout.unique()) > 590, 'dout is not standard normal'
    assert bool((seen[0] != seen[-1]).any()), 'dout is the same in each call'
    wrong = lambda dout, x: dout * x * torch.tensor([2.0, 2.0, 3.0])
    square = lambda x: (x ** 2, x)
    x = torch.tensor([1.0, -2.0, 1.5], dtype=torch.float64)
    checks.stateless(check_layer, square, wrong, (x,), random=True, what='check_layer')

@test_case(points=1, hidden=True, 
    failure_message="caught is wrong. Which pairs have an error far above 1e-7?")
def test_caught(caught):
    from torchgrade import checks
    checks.equal(checks.choices(caught, 'ABCDEFGH', what='caught'), {'B', 'D', 'E', 'G'}, what='caught')

@test_case(points=1, hidden=True, 
    failure_message="wrong_together is wrong. Which pairs pass the check, but give other numbers than they claim?")
def test_wrong_together(wrong_together):
    from torchgrade import checks
    checks.equal(checks.choices(wrong_together, 'ABCDEFGH', what='wrong_together'), {'C', 'H'}, what='wrong_together')

@test_case(points=2, hidden=True, 
    failure_message="square_forward should not give x ** 2, and square_backward should fit what it gives.")
def test_own_planted_mistake(square_forward, square_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 own')
    x = torch.randn(4, 5, dtype=torch.float64, generator=draw)
    out, _ = checks.returns(square_forward, x, type=tuple, what='square_forward')
    out = checks.tensor(out, shape=(4, 5), what='the output of square_forward')
    assert int(((out - x ** 2).abs() > 0.001 * x ** 2).sum()) >= 18, 'square_forward gives x ** 2 for some numbers'
    _, cache = square_forward(x)
    slope = checks.tensor(square_backward(torch.ones_like(x), cache), shape=(4, 5), what='the gradient')
    assert bool((slope != 0).any()), 'the output of square_forward does not depend on x'
    checks.numeric_backward(square_forward, square_backward, [x])
    _, cache = square_forward(x)
    square_forward(x + 1)
    again = square_backward(torch.ones_like(x), cache)
    checks.close(again, slope, what='the gradient of an earlier call')

