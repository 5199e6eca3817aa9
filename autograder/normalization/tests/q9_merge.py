from otter.test_files import test_case

OK_FORMAT = False

name = "q9_merge"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="The parts 1, 3 and 7 (alone) make the numbers 1, 3, 7, with the mean 11/3 and the variance 56/9.")
def test_merge_by_hand(merge_statistics, bug):
    import torch
    from torchgrade import checks
    checks.choice(bug, 'abcd', what='bug')
    parts = [(2, torch.tensor([2.0]), torch.tensor([1.0])), (1, torch.tensor([7.0]), torch.tensor([0.0]))]
    total, mean, var = checks.returns(merge_statistics, parts, type=(tuple, list), what='merge_statistics')
    checks.equal(checks.number(total, what='count'), 3.0, what='count')
    checks.close(mean, torch.tensor([11 / 3]), what='mean')
    checks.close(var, torch.tensor([56 / 9]), what='var')

@test_case(points=1, hidden=True, 
    failure_message="bug is wrong. Think of two parts of one number each: what does each line make of them?")
def test_bug_is_found(bug):
    from torchgrade import checks
    checks.equal(set(checks.choices([bug] if isinstance(bug, str) else bug, 'abcd', what='bug')), {'c'}, what='bug')

@test_case(points=2, hidden=True, 
    failure_message="The merged statistics are not those of all numbers together. Parts differ in their counts, and in their means.")
def test_merge_is_the_whole_batch(merge_statistics):
    import torch
    from torchgrade import checks
    draw = checks.generator('q9 merge')
    for counts, shape, scale in (((2, 2, 2, 2), (5,), 1.0), ((1, 6, 3), (2, 3), 1.0), ((4,), (1,), 1.0), ((1, 1), (), 1.0), ((100, 3), (4,), 1.0), ((2,) * 8, (3,), 0.001), (tuple(range(1, 21)), (2,), 1000.0)):
        parts = [scale * (k + 2 * torch.randn(n, *shape, dtype=torch.float64, generator=draw)) for k, n in enumerate(counts)]
        whole = torch.cat(parts)
        sent = [(len(part), part.mean(0), part.var(0, unbiased=False)) for part in parts]
        count, mean, var = checks.returns(merge_statistics, sent, type=(tuple, list), what='merge_statistics')
        checks.equal(checks.number(count, what='count'), float(len(whole)), what='count')
        checks.close(mean, whole.mean(0), what=f'mean of parts with the counts {counts}')
        checks.close(var, whole.var(0, unbiased=False), rtol=1e-09, atol=0.0, what=f'var of parts with the counts {counts}')

@test_case(points=1, hidden=True, 
    failure_message="Means that are large against the deviations must work, any dtype and device must do, and the parts must stay as they are.")
def test_merge_with_large_means(merge_statistics):
    import torch
    from torchgrade import checks
    draw = checks.generator('q9 large')
    parts = [2000 + torch.randn(n, 3, generator=draw) for n in (8, 5, 8)]
    whole = torch.cat(parts).double()
    sent = [(len(part), part.double().mean(0).float(), part.double().var(0, unbiased=False).float()) for part in parts]
    _, _, var = checks.unchanged(merge_statistics, sent, what='merge_statistics')
    checks.close(var, whole.var(0, unbiased=False).float(), rtol=0.0, atol=0.002, what='var of numbers near 2,000')
    parts = [100000000.0 + torch.randn(n, 3, dtype=torch.float64, generator=draw) for n in (8, 5, 8)]
    exact = torch.cat(parts) - 100000000.0
    wide = [(len(p), 100000000.0 + (p - 100000000.0).mean(0), (p - 100000000.0).var(0, unbiased=False)) for p in parts]
    _, _, var = checks.returns(merge_statistics, wide, type=(tuple, list), what='merge_statistics')
    checks.close(var, exact.var(0, unbiased=False), rtol=0.0, atol=1e-05, what='var of numbers near 100,000,000 in float64')
    spoilt = [sent[0], (5, sent[1][1] * torch.tensor([1.0, float('nan'), 1.0]), sent[1][2]), sent[2]]
    _, mean, _ = merge_statistics(spoilt)
    checks.equal(mean.isnan().tolist(), [False, True, False], what='Which means are NaN')
    small = [(n, mean - 2000, var) for n, mean, var in sent]
    checks.stateless(merge_statistics, small, what='merge_statistics')
    checks.any_dtype(merge_statistics, small, ulps=16, what='merge_statistics')
    tensors = lambda parts: merge_statistics(parts)[1:]
    checks.any_device(tensors, small, what='merge_statistics')

