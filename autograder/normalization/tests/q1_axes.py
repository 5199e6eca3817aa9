from otter.test_files import test_case

OK_FORMAT = False

name = "q1_axes"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="Each layer puts every number into exactly one mean: how many means times how many numbers in each gives all of them.")
def test_every_number_is_in_one_mean(batch, layer, instance, group, learned, kept_batch, kept_group, bytes_backward):
    from torchgrade import checks
    for name, pair in (('batch', batch), ('layer', layer), ('instance', instance), ('group', group)):
        means, each = checks.numbers(pair, 2, whole=True, what=name)
        assert means * each == 6 * 12 * 5 * 7, f'{name}: the two numbers should multiply to the size of x'
    for name, value in (('learned', learned), ('kept_batch', kept_batch), ('kept_group', kept_group), ('bytes_backward', bytes_backward)):
        assert checks.number(value, whole=True, what=name) >= 0, f'{name} should be a number of things'

@test_case(points=1, hidden=True, 
    failure_message="batch is wrong. Which cells of the table share a number, and how many pixels lie behind each?")
def test_means_of_batch_norm(batch):
    from torchgrade import checks
    checks.equal(checks.numbers(batch, 2, what='batch'), [12.0, 210.0], what='batch')

@test_case(points=1, hidden=True, 
    failure_message="layer or instance is wrong. Which cells of the table share a number, and how many pixels lie behind each?")
def test_means_of_layer_and_instance_norm(layer, instance):
    from torchgrade import checks
    checks.equal(checks.numbers(layer, 2, what='layer'), [6.0, 420.0], what='layer')
    checks.equal(checks.numbers(instance, 2, what='instance'), [72.0, 35.0], what='instance')

@test_case(points=1, hidden=True, 
    failure_message="group is wrong. Each image has three groups of its own.")
def test_means_of_group_norm(group):
    from torchgrade import checks
    checks.equal(checks.numbers(group, 2, what='group'), [18.0, 140.0], what='group')

@test_case(points=1, hidden=True, 
    failure_message="learned or what is kept is wrong. Which of the layers does at test time what it does in training?")
def test_what_is_learned_and_kept(learned, kept_batch, kept_group):
    from torchgrade import checks
    checks.equal(checks.number(learned, what='learned'), 24.0, what='learned')
    checks.equal(checks.number(kept_batch, what='kept_batch'), 24.0, what='kept_batch')
    checks.equal(checks.number(kept_group, what='kept_group'), 0.0, what='kept_group')

@test_case(points=1, hidden=True, 
    failure_message="bytes_backward is wrong. One number for each element of x, and one more for each variance.")
def test_bytes_of_the_backward_pass(bytes_backward):
    from torchgrade import checks
    checks.equal(checks.number(bytes_backward, what='bytes_backward'), 10152.0, what='bytes_backward')

