from otter.test_files import test_case

OK_FORMAT = False

name = "q4_identity"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="Give lists of three numbers. With a zero branch the block computes ReLU of x.")
def test_zero_branch_by_hand(zero_branch, shifted_branch, shifted_gradient):
    import torch
    from torchgrade import checks
    for name, answer in (('zero_branch', zero_branch), ('shifted_branch', shifted_branch), ('shifted_gradient', shifted_gradient)):
        assert isinstance(answer, (list, tuple)) and len(answer) == 3, f'{name} must be a list of three numbers. Got {answer!r}.'
    checks.close(torch.tensor([float(v) for v in zero_branch]), torch.tensor([0.0, 0.2, 2.0]), what='zero_branch')

@test_case(points=2, hidden=True, 
    failure_message="Add the branch to x first. The ReLU comes after the addition and sees the sum.")
def test_shifted_branch_by_hand(shifted_branch):
    import torch
    from torchgrade import checks
    checks.close(torch.tensor([float(v) for v in shifted_branch]), torch.tensor([0.0, 0.0, 1.7]), what='shifted_branch')

@test_case(points=1, hidden=True, 
    failure_message="The ReLU passes the gradient where the sum x + F(x) is positive, and the addition passes it to x unchanged.")
def test_shifted_gradient_by_hand(shifted_gradient):
    import torch
    from torchgrade import checks
    checks.close(torch.tensor([float(v) for v in shifted_gradient]), torch.tensor([0.0, 0.0, 1.0]), what='shifted_gradient')

@test_case(points=1, hidden=True, 
    failure_message="A positive value goes through a block with a zero branch unchanged. Multiply the derivatives of all the blocks.")
def test_gradient_after_100_by_hand(gradient_after_100):
    from torchgrade import checks
    checks.close(float(gradient_after_100), 1.0, what='gradient_after_100')

