from otter.test_files import test_case

OK_FORMAT = False

name = "q12_layers"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="Four factors between 0 and 1, and two that are larger than 1.")
def test_factors_of_layers_are_possible(output_3, output_5, gradient_3, gradient_5, slack_3, slack_5):
    from torchgrade import checks
    for name, value in (('output_3', output_3), ('output_5', output_5), ('gradient_3', gradient_3), ('gradient_5', gradient_5)):
        assert 0 < checks.number(value, what=name) < 1, f'{name} should lie between 0 and 1'
    for name, value in (('slack_3', slack_3), ('slack_5', slack_5)):
        assert 1 < checks.number(value, what=name) < 100, f'{name} should lie between 1 and 100'

@test_case(points=1, hidden=True, 
    failure_message="The factor of an output is wrong. How many weights does the signal meet, one after the other?")
def test_outputs_of_layers(output_3, output_5):
    from torchgrade import checks
    checks.close([output_3, output_5], [0.125, 0.03125], rtol=0.0, atol=0.0006, what='the two factors')

@test_case(points=1, hidden=True, 
    failure_message="The factor of a gradient is wrong. Which weights does the error meet on its way back to the first layer, and is the first one among them?")
def test_gradients_of_layers(gradient_3, gradient_5):
    from torchgrade import checks
    checks.close([gradient_3, gradient_5], [0.25, 0.0625], rtol=0.0, atol=0.0006, what='the two factors')

@test_case(points=2, hidden=True, 
    failure_message="A slack is wrong. A factor c in every layer is c to the power of the number of layers in the output.")
def test_slack_of_layers(slack_3, slack_5):
    from torchgrade import checks
    checks.close([slack_3, slack_5], [4.6416, 2.5119], rtol=0.0, atol=0.003, what='the two factors')

