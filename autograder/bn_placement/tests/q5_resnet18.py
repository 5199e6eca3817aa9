from otter.test_files import test_case

OK_FORMAT = False

name = "q5_resnet18"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="All five answers are integers, and layer2 is a part of the whole.")
def test_resnet18_answers_are_integers(total, layer2_total, checkpoint_numbers, ten_class_total, spared_biases):
    from torchgrade import checks
    answers = {'total': total, 'layer2_total': layer2_total, 'checkpoint_numbers': checkpoint_numbers}
    answers.update({'ten_class_total': ten_class_total, 'spared_biases': spared_biases})
    for name, answer in answers.items():
        value = checks.number(answer, what=name)
        checks.equal(value > 0 and value == int(value), True, what='whether ' + name + ' is a positive integer')
    smaller = checks.number(layer2_total) < checks.number(total)
    checks.equal(smaller, True, what='whether layer2_total is smaller than total')

@test_case(points=1, hidden=True, 
    failure_message="Every parameter counts once, gamma and beta of batch norm included, buffers not.")
def test_resnet18_total(total):
    from torchgrade import checks
    checks.equal(checks.number(total, what='total'), 11689512, what='total')

@test_case(points=1, hidden=True, 
    failure_message="layer2 has two blocks, and the first one has a shortcut with parameters of its own.")
def test_resnet18_layer2(layer2_total):
    from torchgrade import checks
    checks.equal(checks.number(layer2_total, what='layer2_total'), 525568, what='layer2_total')

@test_case(points=1, hidden=True, 
    failure_message="Each batch norm layer keeps a running mean, a running variance and one counter.")
def test_resnet18_checkpoint(checkpoint_numbers):
    from torchgrade import checks
    checks.equal(checks.number(checkpoint_numbers, what='checkpoint_numbers'), 11699132, what='checkpoint_numbers')

@test_case(points=1, hidden=True, 
    failure_message="The last layer maps 512 features to the classes, with a bias for each class.")
def test_resnet18_ten_classes(ten_class_total):
    from torchgrade import checks
    checks.equal(checks.number(ten_class_total, what='ten_class_total'), 11181642, what='ten_class_total')

@test_case(points=1, hidden=True, 
    failure_message="A convolution has one bias for each output channel.")
def test_resnet18_spared_biases(spared_biases):
    from torchgrade import checks
    checks.equal(checks.number(spared_biases, what='spared_biases'), 4800, what='spared_biases')

