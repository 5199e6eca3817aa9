from otter.test_files import test_case

OK_FORMAT = False

name = "q1_statements"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="STUDENT must be a name or number of yours, written as a text, and the four answers must be True or False.")
def test_statements_are_answered(STUDENT, statement_a, statement_b, statement_c, statement_d):
    from cifar10_training_helpers import PAIRS
    from torchgrade.statements import statements_for
    assert len(statements_for(STUDENT, PAIRS)) == 4
    for name, answer in zip('abcd', (statement_a, statement_b, statement_c, statement_d)):
        assert isinstance(answer, bool), f'statement_{name} must be True or False, got {answer!r}'

@test_case(points=2, hidden=True, 
    failure_message="One of the answers to a and b is wrong. What do torch.optim and autograd do for you? And is there a picture that means something else when it is mirrored?")
def test_statements_a_and_b(STUDENT, statement_a, statement_b):
    from cifar10_training_helpers import PAIRS
    from cifar10_training_oracle import TRUE
    from torchgrade import checks
    from torchgrade.statements import verdicts_for
    right = verdicts_for(STUDENT, PAIRS, TRUE)
    checks.equal(statement_a, right['a'], what='statement_a')
    checks.equal(statement_b, right['b'], what='statement_b')

@test_case(points=2, hidden=True, 
    failure_message="One of the answers to c and d is wrong. Does SimpleNN of this lab converge, and what is in it? And which penalty pulls a weight that is nearly 0 as hard as a large one?")
def test_statements_c_and_d(STUDENT, statement_c, statement_d):
    from cifar10_training_helpers import PAIRS
    from cifar10_training_oracle import TRUE
    from torchgrade import checks
    from torchgrade.statements import verdicts_for
    right = verdicts_for(STUDENT, PAIRS, TRUE)
    checks.equal(statement_c, right['c'], what='statement_c')
    checks.equal(statement_d, right['d'], what='statement_d')

