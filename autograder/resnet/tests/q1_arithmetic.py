from otter.test_files import test_case

OK_FORMAT = False

name = "q1_arithmetic"
points = 3

@test_case(points=0.5, hidden=False, 
    failure_message="The fully connected layer has a weight for each pair of feature and class, and a bias for each class.")
def test_fc_parameters(fc_parameters):
    from torchgrade import checks
    checks.equal(checks.number(fc_parameters, what='fc_parameters'), 650, what='fc_parameters')

@test_case(points=0.5, hidden=True, 
    failure_message="The stem sees 3 colour channels, makes 16, and its batch norm has two numbers for each of the 16.")
def test_stem_parameters(stem_parameters):
    from torchgrade import checks
    answer = checks.number(stem_parameters, what='stem_parameters')
    checks.equal(answer, 464, what='stem_parameters')

@test_case(points=1, hidden=True, 
    failure_message="A block has two convolutions and two batch norms. The option A shortcut has no parameters.")
def test_block_parameters_by_hand(block_parameters):
    from torchgrade import checks
    answer = checks.number(block_parameters, what='block_parameters')
    checks.equal(answer, 4672, what='block_parameters')

@test_case(points=1, hidden=True, 
    failure_message="Only the first of the two convolutions sees the narrow input. The option A shortcut has no parameters.")
def test_widening_parameters_by_hand(widening_parameters):
    from torchgrade import checks
    answer = checks.number(widening_parameters, what='widening_parameters')
    checks.equal(answer, 13952, what='widening_parameters')

