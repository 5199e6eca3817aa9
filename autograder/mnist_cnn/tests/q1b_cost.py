from otter.test_files import test_case

OK_FORMAT = False

name = "q1b_cost"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="All four answers must be positive whole numbers.")
def test_costs_are_whole_numbers(conv1_products, conv2_products, fc1_products, adam_bytes):
    from torchgrade import checks
    answers = {'conv1_products': conv1_products, 'conv2_products': conv2_products, 'fc1_products': fc1_products, 'adam_bytes': adam_bytes}
    for name, answer in answers.items():
        count = checks.number(answer, what=name)
        assert count > 0 and count.is_integer(), f'{name} must be a positive whole number, got {answer}'

@test_case(points=2, hidden=True, 
    failure_message="A filter is as deep as its input and is used once for each number of the output map. How large is the map that each convolution makes?")
def test_products_of_the_convolutions(conv1_products, conv2_products):
    from torchgrade import checks
    checks.close(conv1_products, 112896, rtol=0, atol=0, what='conv1_products')
    checks.close(conv2_products, 903168, rtol=0, atol=0, what='conv2_products')

@test_case(points=1, hidden=True, 
    failure_message="A linear layer multiplies each weight once for an image. Its biases are added, not multiplied.")
def test_products_of_the_linear_layer(fc1_products):
    from torchgrade import checks
    checks.close(fc1_products, 200704, rtol=0, atol=0, what='fc1_products')

@test_case(points=1, hidden=True, 
    failure_message="How many numbers does Adam keep for each parameter, and how many bytes does a float32 take?")
def test_bytes_of_adam(adam_bytes):
    from torchgrade import checks
    checks.close(adam_bytes, 16000000, rtol=0, atol=0, what='adam_bytes')

