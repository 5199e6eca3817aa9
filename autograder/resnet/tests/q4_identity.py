from otter.test_files import test_case

OK_FORMAT = False

name = "q4_identity"
points = 3

@test_case(points=0.5, hidden=False, 
    failure_message="Three lists of three numbers, and one number. With a zero branch the block computes ReLU of x.")
def test_zero_branch_by_hand(zero_branch, shifted_branch, shifted_gradient, gradient_after_100):
    import torch
    from torchgrade import checks
    lists = {'zero_branch': zero_branch, 'shifted_branch': shifted_branch, 'shifted_gradient': shifted_gradient}
    for name, answer in lists.items():
        assert answer is not None and answer is not ..., f'{name} is not set yet.'
        assert len(answer) == 3, f'{name} must be a list of three numbers. Got {answer!r}.'
        for value in answer:
            checks.number(value, what=f'A value of {name}')
    checks.number(gradient_after_100, what='gradient_after_100')
    values = torch.tensor([float(v) for v in zero_branch])
    checks.close(values, torch.tensor([0.0, 0.2, 2.0]), what='zero_branch')

@test_case(points=1, hidden=True, 
    failure_message="Add the branch to x first. The ReLU comes after the addition and sees the sum.")
def test_shifted_branch_by_hand(shifted_branch):
    import torch
    from torchgrade import checks
    what = 'A value of shifted_branch'
    values = [float(checks.number(value, what=what)) for value in shifted_branch]
    checks.close(torch.tensor(values), torch.tensor([0.0, 0.0, 1.7]), what='shifted_branch')

@test_case(points=1, hidden=True, 
    failure_message="The ReLU passes the gradient where the sum x + F(x) is positive, and the addition passes it to x unchanged.")
def test_shifted_gradient_by_hand(shifted_gradient):
    import torch
    from torchgrade import checks
    what = 'A value of shifted_gradient'
    values = [float(checks.number(value, what=what)) for value in shifted_gradient]
    checks.close(torch.tensor(values), torch.tensor([0.0, 0.0, 1.0]), what='shifted_gradient')

@test_case(points=0.5, hidden=True, 
    failure_message="A positive value goes through a block with a zero branch unchanged. Multiply the derivatives of all the blocks.")
def test_gradient_after_100_by_hand(gradient_after_100):
    from torchgrade import checks
    answer = checks.number(gradient_after_100, what='gradient_after_100')
    checks.close(float(answer), 1.0, what='gradient_after_100')

