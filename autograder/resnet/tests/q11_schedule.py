from otter.test_files import test_case

OK_FORMAT = False

name = "q11_schedule"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="The first schedule starts at 0.1. The second reaches its peak where the warm-up ends.")
def test_schedules_start_and_peak(step_schedule, learning_rate):
    from torchgrade import checks
    checks.close(float(step_schedule(0)), 0.1, what='step_schedule(0)')
    checks.close(float(learning_rate(12)), 0.2, what='learning_rate(12)')

@test_case(points=1, hidden=True, 
    failure_message="The rate is divided by 10 at iteration 32,000 and divided by 10 once more at iteration 48,000.")
def test_step_schedule(step_schedule):
    from torchgrade import checks
    for iteration, expected in ((1, 0.1), (31999, 0.1), (32000, 0.01), (40000, 0.01), (47999, 0.01), (48000, 0.001), (63999, 0.001)):
        checks.close(float(step_schedule(iteration)), expected, rtol=1e-06, atol=1e-09, what=f'step_schedule({iteration})')

@test_case(points=1, hidden=True, 
    failure_message="During the warm-up the rate rises from 0 in a straight line, fractions of an epoch included.")
def test_learning_rate_warmup(learning_rate):
    from torchgrade import checks
    for epoch, expected in ((0, 0.0), (3, 0.05), (7.5, 0.125)):
        checks.close(float(learning_rate(epoch)), expected, rtol=1e-06, atol=1e-09, what=f'learning_rate({epoch})')
    checks.close(float(learning_rate(1, epochs=10, peak=1.0, warmup=4)), 0.25, what='learning_rate(1, epochs=10, peak=1.0, warmup=4)')

@test_case(points=2, hidden=True, 
    failure_message="After the warm-up the rate follows half a cosine wave from the peak at epoch warmup down to 0 at the last epoch.")
def test_learning_rate_cosine(learning_rate):
    from torchgrade import checks
    import math
    for epoch, expected in ((24, 0.1 * (1 + math.cos(math.pi / 4))), (36, 0.1), (48, 0.1 * (1 + math.cos(math.pi * 3 / 4))), (60, 0.0)):
        checks.close(float(learning_rate(epoch)), expected, rtol=1e-06, atol=1e-09, what=f'learning_rate({epoch})')
    checks.close(float(learning_rate(8.5, epochs=10, peak=1.0, warmup=4)), 0.5 * (1 + math.cos(math.pi * 0.75)), what='learning_rate(8.5, epochs=10, peak=1.0, warmup=4)')

