from otter.test_files import test_case

OK_FORMAT = False

name = "q12_noise"
points = 4

@test_case(points=1, hidden=False, 
    failure_message="The rows 0, 2, 4, 6, 9 in batches of two: means 1 and 5, the 9 is left out, the deviation is the root of 5.")
def test_noise_by_hand(noise_of_means, factor):
    import torch
    from torchgrade import checks
    checks.number(factor, what='factor')
    x = torch.tensor([[0.0], [2.0], [4.0], [6.0], [9.0]])
    found = checks.returns(noise_of_means, x, 2, type=float, what='noise_of_means')
    checks.close(found, 2 / 5 ** 0.5, what='the noise of batches of two')

@test_case(points=2, hidden=True, 
    failure_message="The noise is wrong for some batch size. All columns and batches count alike, in units of the deviation of their column.")
def test_noise_of_many_columns(noise_of_means):
    import torch
    from torchgrade import checks
    draw = checks.generator('q12 noise')
    x = torch.randn(23, 4, dtype=torch.float64, generator=draw) * torch.tensor([1.0, 10.0, 0.1, 3.0]) + torch.arange(4)
    x[:, 3] *= 1e-06
    x[:22, 2] = 2.5
    for size in (1, 3, 4, 7, 23):
        rows = x[:23 // size * size]
        rows = rows[:, (rows != rows[0]).any(0)]
        means = rows.view(-1, size, rows.shape[1]).mean(1)
        right = ((means - rows.mean(0)) / rows.std(0, unbiased=False)).pow(2).mean().sqrt()
        found = checks.unchanged(noise_of_means, x, size, what='noise_of_means')
        checks.close(found, float(right), what=f'the noise of batches of {size}')
    many = torch.randn(260, 2, dtype=torch.float64, generator=draw) + torch.arange(260.0)[:, None] / 50
    means = many.view(130, 2, 2).mean(1)
    right = ((means - many.mean(0)) / many.std(0, unbiased=False)).pow(2).mean().sqrt()
    checks.close(noise_of_means(many, 2), float(right), what='the noise of 130 batches of two')
    checks.stateless(noise_of_means, x, 4, what='noise_of_means')
    checks.any_device(noise_of_means, x, 4, what='noise_of_means')
    turned = x.T.contiguous().T
    found = checks.returns(noise_of_means, turned, 5, type=float, what='noise_of_means of a transposed tensor')
    checks.close(found, noise_of_means(x, 5), what='the noise of a transposed tensor')

@test_case(points=1, hidden=True, 
    failure_message="factor is wrong. What does averaging over n independent numbers do to the deviation?")
def test_factor_of_the_noise(factor):
    from torchgrade import checks
    checks.close(factor, 4.0, rtol=0.0, atol=0.001, what='factor')

