from otter.test_files import test_case

OK_FORMAT = False

name = "q4_memory"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="Averages that start at 0 come from below, and a number of batches is whole.")
def test_memory_answers_are_possible(mean_2, var_2, var_2_torch, steps, first_mean, first_std):
    from torchgrade import checks
    assert 0 < checks.number(mean_2, what='mean_2') < 3, 'mean_2 should lie between the start, 0, and the mean of the batch'
    assert 0 < checks.number(var_2, what='var_2') < 5, 'var_2 should lie between the start, 0, and the variance of the batch'
    checks.number(steps, whole=True, what='steps')
    for name, value in (('var_2_torch', var_2_torch), ('first_mean', first_mean), ('first_std', first_std)):
        assert checks.number(value, what=name) > 0, f'{name} should be positive'

@test_case(points=1, hidden=True, 
    failure_message="mean_2 or var_2 is wrong. Each batch leaves nine tenths of what was there, and the variance is the biased one.")
def test_memory_after_two_batches(mean_2, var_2):
    from torchgrade import checks
    checks.close([mean_2, var_2], [0.57, 0.19 * 14 / 3], rtol=0.0, atol=0.0011, what='the running averages')

@test_case(points=1, hidden=True, 
    failure_message="var_2_torch is wrong. PyTorch starts elsewhere, and another variance enters its memory.")
def test_memory_of_torch(var_2_torch):
    import torch
    from torchgrade import checks
    layer = torch.nn.BatchNorm1d(1, dtype=torch.float64)
    for _ in range(2):
        layer(torch.tensor([[1.0], [2.0], [6.0]], dtype=torch.float64))
    checks.close(var_2_torch, float(layer.running_var), rtol=0.0, atol=0.0011, what='var_2_torch')

@test_case(points=1, hidden=True, 
    failure_message="steps is wrong. The share that is still missing after k batches is 0.9 to the power of k.")
def test_steps_to_warm_up(steps):
    from torchgrade import checks
    right = next((k for k in range(1, 1000) if 0.9 ** k <= 0.01))
    checks.equal(checks.number(steps, what='steps'), float(right), what='steps')

@test_case(points=1, hidden=True, 
    failure_message="first_mean or first_std is wrong. Put the averages after one batch into the formula of test mode.")
def test_test_mode_after_one_batch(first_mean, first_std):
    from torchgrade import checks
    right = [2.7 / (1.4 / 3) ** 0.5, 10 ** 0.5]
    checks.close([first_mean, first_std], right, rtol=0.0, atol=0.0011, what='mean and deviation')

