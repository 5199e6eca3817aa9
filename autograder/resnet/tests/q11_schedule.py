from otter.test_files import test_case

OK_FORMAT = False

name = "q11_schedule"
points = 4

@test_case(points=1, hidden=False, 
    failure_message="Both return numbers. The first schedule starts at 0.1, the second reaches its peak where the warm-up ends.")
def test_schedules_start_and_peak(step_schedule, learning_rate):
    from torchgrade import checks
    rate = float(checks.number(step_schedule(0), what='step_schedule(0)'))
    checks.close(rate, 0.1, what='step_schedule(0)')
    rate = float(checks.number(learning_rate(12), what='learning_rate(12)'))
    checks.close(rate, 0.2, what='learning_rate(12)')

@test_case(points=1, hidden=True, 
    failure_message="The rate is divided by 10 at iteration 32,000 and divided by 10 once more at iteration 48,000.")
def test_step_schedule(step_schedule):
    from torchgrade import checks
    rates = {1: 0.1, 31999: 0.1, 32000: 0.01, 40000: 0.01, 47999: 0.01, 48000: 0.001, 63999: 0.001}
    for iteration, expected in {**rates, 0: 0.1, 10 ** 6: 0.001}.items():
        what = f'step_schedule({iteration})'
        rate = float(checks.number(step_schedule(iteration), what=what))
        checks.close(rate, expected, rtol=1e-06, atol=1e-09, what=what)

@test_case(points=1, hidden=True, 
    failure_message="During the warm-up the rate rises from 0 in a straight line, fractions of an epoch included. With warmup=0 it starts at the peak.")
def test_learning_rate_warmup(learning_rate):
    from torchgrade import checks
    cases = (((0,), {}, 0.0), ((3,), {}, 0.05), ((7.5,), {}, 0.125), ((1,), {'epochs': 10, 'peak': 1.0, 'warmup': 4}, 0.25), ((0.5, 8, 3, 1), {}, 1.5), ((0.75, 3, 0.4, 1.5), {}, 0.2), ((0.25, 2, 0.4, 1), {}, 0.1), ((0, 10, 0.7, 0), {}, 0.7), ((0,), {'warmup': 0}, 0.2))
    for arguments, named, expected in cases:
        what = f"learning_rate{arguments} {named or ''}"
        rate = float(checks.number(learning_rate(*arguments, **named), what=what))
        checks.close(rate, expected, rtol=1e-06, atol=1e-09, what=what)

@test_case(points=1, hidden=True, 
    failure_message="After the warm-up the rate follows half a cosine wave from the peak at epoch warmup down to 0 at the last epoch.")
def test_learning_rate_cosine(learning_rate):
    import math
    from torchgrade import checks

    def cosine(peak, t):
        return peak * (1 + math.cos(math.pi * t)) / 2
    cases = (((24,), {}, cosine(0.2, 1 / 4)), ((36,), {}, 0.1), ((48,), {}, cosine(0.2, 3 / 4)), ((60,), {}, 0.0), ((8.5,), {'epochs': 10, 'peak': 1.0, 'warmup': 4}, cosine(1.0, 0.75)), ((2, 8, 3, 0), {}, cosine(3, 1 / 4)), ((24,), {'peak': 0.0}, 0.0), ((1.5, 2, 0.4, 1), {}, cosine(0.4, 1 / 2)), ((250, 300, 20.0, 50), {}, cosine(20.0, 4 / 5)), ((1, 5, 0.4, 1), {}, 0.4), ((13.3, 20, 0.05, 3.3), {}, cosine(0.05, 10 / 16.7)))
    for arguments, named, expected in cases:
        what = f"learning_rate{arguments} {named or ''}"
        rate = float(checks.number(learning_rate(*arguments, **named), what=what))
        checks.close(rate, expected, rtol=1e-06, atol=1e-09, what=what)

