from otter.test_files import test_case

OK_FORMAT = False

name = "q12_l2"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="The decay pulls a weight towards 0, not beyond it.")
def test_decayed_weights_are_possible(after_sgd_l2, after_adam_l2, after_adamw, after_adam_l2_large):
    from torchgrade import checks
    for weight in (after_sgd_l2, after_adam_l2, after_adamw, after_adam_l2_large):
        assert 0 < checks.number(weight, what='a weight') < 2, 'each weight should lie between 0 and 2'

@test_case(points=2, hidden=True, 
    failure_message="A weight is wrong where the rule does not divide, or the decay stands beside the step: by which share does it shrink?")
def test_decay_in_proportion(after_sgd_l2, after_adamw):
    from torchgrade import checks
    checks.close([after_sgd_l2, after_adamw], [1.998, 1.998], rtol=0.0, atol=0.0006, what='the two weights')

@test_case(points=2, hidden=True, 
    failure_message="A weight is wrong where Adam divides by the size of its gradient. How long is the first step of Adam, whatever the gradient?")
def test_decay_inside_of_adam(after_adam_l2, after_adam_l2_large):
    from torchgrade import checks
    checks.close([after_adam_l2, after_adam_l2_large], [1.9, 1.9], rtol=0.0, atol=0.0006, what='the two weights')

