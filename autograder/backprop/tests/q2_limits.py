from otter.test_files import test_case

OK_FORMAT = False

name = "q2_limits"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="For f(x) = x ** 3 at x = 1 the central difference is 3 + h ** 2, so the error is known; the steps are between 1 and 1e-13.")
def test_error_by_step_of_a_cube(error_by_step, best_float64, best_float32, kink, lost):
    import torch
    from torchgrade import checks
    x = torch.ones(1, dtype=torch.float64)
    errors = error_by_step(lambda x: (x ** 3).sum(), lambda x: 3 * x ** 2, x, [1.0, 0.1])
    checks.close(errors, [1 / 7, 0.01 / 6.01], what='the errors for the steps 1 and 0.1')
    for name, step in (('best_float64', best_float64), ('best_float32', best_float32)):
        step = checks.number(step, what=name)
        assert any((abs(step * 10 ** k - 1) < 1e-06 for k in range(14))), f'{name} is no power of ten between 1 and 1e-13'
    for name, slope in (('kink', kink), ('lost', lost)):
        assert 0 <= checks.number(slope, what=name) <= 2, f'{name} is no slope that can come out there'

@test_case(points=2, hidden=True, 
    failure_message="error_by_step must compare the numeric gradient with the true one at x, for each step in its order.")
def test_error_by_step_of_many_steps(error_by_step):
    import torch
    from torchgrade import checks
    draw = checks.generator('q2 steps')
    for shape, steps in (((3,), [0.5, 0.01, 2.0, 0.5, 0.1]), ((2, 2), [0.3]), ((2,), [])):
        x = torch.randn(shape, dtype=torch.float64, generator=draw) + 3
        errors = error_by_step(lambda x: (x ** 3).sum(), lambda x: 3 * x ** 2, x, steps)
        found = checks.numbers(errors, len(steps), what='the errors')
        largest = float((x ** 2).max())
        checks.close(found, [h ** 2 / (6 * largest + h ** 2) for h in steps], what='the errors')
    cube, slope = (lambda x: (x ** 3).sum(), lambda x: 3 * x ** 2)
    checks.unchanged(error_by_step, cube, slope, x, [0.5, 0.1], what='error_by_step')
    checks.stateless(error_by_step, cube, slope, x, [0.5, 0.1], what='error_by_step')
    x = torch.linspace(1, 4, 24, dtype=torch.float64)
    for size in (1e-09, 1000000000.0):
        errors = error_by_step(lambda x, size=size: size * (x ** 3).sum(), lambda x, size=size: 3 * size * x ** 2, x, [0.5, 0.1])
        what = f'the errors of a function of 24 numbers, {size:g} times x ** 3,'
        checks.close(errors, [h ** 2 / (6 * 16 + h ** 2) for h in (0.5, 0.1)], what=what)
    wrong = error_by_step(lambda x: (x ** 3).sum(), lambda x: x ** 2, torch.ones(2, dtype=torch.float64), [0.0001, 0.001])
    checks.close(wrong, [0.5, 0.5], rtol=0.0, atol=1e-05, what='the errors of a wrong gradient')
    rounded = error_by_step(lambda x: x.sum(), torch.ones_like, torch.tensor([1000.0]), [1e-05, 64.0])
    checks.close(rounded, [1.0, 0.0], what='the errors in float32')

@test_case(points=2, hidden=True, 
    failure_message="A best step is wrong. Where is the lowest point of each of the two curves?")
def test_best_steps(best_float64, best_float32):
    from torchgrade import checks
    for name, step, right in (('best_float64', best_float64, 1e-05), ('best_float32', best_float32, 0.01)):
        step = checks.number(step, what=name)
        assert abs(step / right - 1) < 1e-06, f'{name} is another step than that of the lowest error'

@test_case(points=1, hidden=True, 
    failure_message="kink is wrong. One of the two points lies on the other side of 0: what is ReLU there?")
def test_kink(kink):
    from torchgrade import checks
    checks.close(kink, 0.65, rtol=0.0, atol=0.001, what='kink')

@test_case(points=1, hidden=True, 
    failure_message="lost is wrong. To which number is each of the two points rounded?")
def test_lost_step(lost):
    from torchgrade import checks
    checks.close(lost, 0.0, rtol=0.0, atol=0.001, what='lost')

