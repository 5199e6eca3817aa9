from otter.test_files import test_case

OK_FORMAT = False

name = "q2_conventions"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Both should be numbers between the start, 1, and the minimum, 0.")
def test_conventions_are_possible(w_ours, w_torch, faster):
    from torchgrade import checks
    for name, value in (('w_ours', w_ours), ('w_torch', w_torch)):
        found = checks.number(value, what=name)
        assert 0 < found < 1, f'{name} should lie between the start and the minimum'
    checks.choices([faster], ('ours', 'torch'), what='faster')

@test_case(points=2, hidden=True, 
    failure_message="w_ours is wrong. The velocity brings the step of the larger, earlier learning rate along.")
def test_convention_of_question_1(w_ours):
    from torchgrade import checks
    w, v = (1.0, 0.0)
    for rate in (0.1, 0.05, 0.025):
        v = 0.9 * v - rate * w
        w = w + v
    checks.close(w_ours, w, rtol=0.0, atol=0.0006, what='w_ours')

@test_case(points=2, hidden=True, 
    failure_message="w_torch is wrong. Today's learning rate multiplies all of the velocity, also what is left of earlier gradients.")
def test_convention_of_torch(w_torch):
    import torch
    from torchgrade import checks
    w = torch.ones((), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    for rate in (0.1, 0.05, 0.025):
        optimizer.param_groups[0]['lr'] = rate
        w.grad = w.detach().clone()
        optimizer.step()
    checks.close(w_torch, float(w), rtol=0.0, atol=0.0006, what='w_torch')

@test_case(points=2, hidden=True, 
    failure_message="faster is wrong. When the rate falls, one convention slows down at once, the other one coasts.")
def test_faster_convention(faster):
    from torchgrade import checks
    checks.equal(faster, 'ours', what='faster')

