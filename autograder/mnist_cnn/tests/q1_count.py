from otter.test_files import test_case

OK_FORMAT = False

name = "q1_count"
points = 6

@test_case(points=0, hidden=False, 
    failure_message="All six answers must be positive whole numbers, and a part cannot have more parameters than the whole.")
def test_counts_are_whole_numbers(conv1_params, bn1_params, conv2_params, fc1_params, total_params, fc1_without_pooling):
    from torchgrade import checks
    counts = {'conv1_params': conv1_params, 'bn1_params': bn1_params, 'conv2_params': conv2_params, 'fc1_params': fc1_params, 'total_params': total_params, 'fc1_without_pooling': fc1_without_pooling}
    for name, count in counts.items():
        counts[name] = checks.number(count, what=name)
        assert counts[name] > 0 and counts[name].is_integer(), f'{name} must be a positive whole number, got {count}'
    parts = sum(list(counts.values())[:4])
    assert parts < counts['total_params'], 'the whole network has more parameters than these four layers together'

@test_case(points=1, hidden=True, 
    failure_message="conv1 has one 3x3 filter and one bias for each of its 16 output channels.")
def test_conv1_count(conv1_params):
    from torchgrade import checks
    checks.close(conv1_params, 160, rtol=0, atol=0, what='conv1_params')

@test_case(points=1, hidden=True, 
    failure_message="bn1 learns a scale and a shift for each channel. Its running averages are buffers, not parameters.")
def test_bn1_count(bn1_params):
    from torchgrade import checks
    checks.close(bn1_params, 32, rtol=0, atol=0, what='bn1_params')

@test_case(points=1, hidden=True, 
    failure_message="A filter of conv2 reaches through all of its input channels, and has one bias.")
def test_conv2_count(conv2_params):
    from torchgrade import checks
    checks.close(conv2_params, 4640, rtol=0, atol=0, what='conv2_params')

@test_case(points=1, hidden=True, 
    failure_message="fc1 sees every number of the last feature map, channels times height times width after both poolings, and has a bias for each output.")
def test_fc1_count(fc1_params):
    from torchgrade import checks
    checks.close(fc1_params, 200832, rtol=0, atol=0, what='fc1_params')

@test_case(points=1, hidden=True, 
    failure_message="Add up all six layers that have parameters. Did you forget bn2 or fc2, or count buffers?")
def test_total_count(total_params):
    from torchgrade import checks
    checks.close(total_params, 207018, rtol=0, atol=0, what='total_params')

@test_case(points=1, hidden=True, 
    failure_message="Without pooling the feature map that reaches fc1 keeps the height and width of the image.")
def test_count_without_pooling(fc1_without_pooling):
    from torchgrade import checks
    checks.close(fc1_without_pooling, 3211392, rtol=0, atol=0, what='fc1_without_pooling')

