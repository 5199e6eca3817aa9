from otter.test_files import test_case

OK_FORMAT = False

name = "q1_expectation"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="A mean lies between the smallest and the largest value that the output can take.")
def test_means_are_possible(mean_plain, mean_inverted):
    from torchgrade import checks
    for name, mean in (('mean_plain', mean_plain), ('mean_inverted', mean_inverted)):
        mean = checks.number(mean, what=name)
        assert 0 <= mean <= 4 / 0.8, f'{name} is no value between those that the output can take'

@test_case(points=2, hidden=True, 
    failure_message="mean_plain is wrong. Weigh each value that the output can take by how often it takes it.")
def test_mean_of_plain_dropout(mean_plain):
    from torchgrade import checks
    checks.close(mean_plain, 3.2, rtol=0.0, atol=0.001, what='mean_plain')

@test_case(points=2, hidden=True, 
    failure_message="mean_inverted is wrong. It is a mean over kept and dropped steps alike.")
def test_mean_of_inverted_dropout(mean_inverted):
    from torchgrade import checks
    checks.close(mean_inverted, 4.0, rtol=0.0, atol=0.001, what='mean_inverted')

