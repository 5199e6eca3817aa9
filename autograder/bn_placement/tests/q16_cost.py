from otter.test_files import test_case

OK_FORMAT = False

name = "q16_cost"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="All five answers are positive integers.")
def test_costs_are_integers(conv_products, bn_products, map_bytes, training_bytes, folded_bytes):
    from torchgrade import checks
    answers = {'conv_products': conv_products, 'bn_products': bn_products, 'map_bytes': map_bytes}
    answers.update(training_bytes=training_bytes, folded_bytes=folded_bytes)
    for name, answer in answers.items():
        value = checks.number(answer, what=name)
        checks.equal(value > 0 and value == int(value), True, what='whether ' + name + ' is a positive integer')

@test_case(points=1, hidden=True, 
    failure_message="Each of the 64 x 60 x 60 output values is a sum of 3 x 3 x 64 products.")
def test_cost_of_the_convolution(conv_products):
    from torchgrade import checks
    checks.equal(checks.number(conv_products, what='conv_products'), 132710400, what='conv_products')

@test_case(points=1, hidden=True, 
    failure_message="One multiplication for each value of the map of one image.")
def test_cost_of_batch_norm(bn_products):
    from torchgrade import checks
    checks.equal(checks.number(bn_products, what='bn_products'), 230400, what='bn_products')

@test_case(points=1, hidden=True, 
    failure_message="Images, channels, rows, columns, and 4 bytes for each number.")
def test_cost_of_a_map(map_bytes):
    from torchgrade import checks
    checks.equal(checks.number(map_bytes, what='map_bytes'), 29491200, what='map_bytes')

@test_case(points=1, hidden=True, 
    failure_message="How many maps does each of the three layers read, and how many does it write? One of them reads its input twice.")
def test_cost_of_training(training_bytes):
    from torchgrade import checks
    checks.equal(checks.number(training_bytes, what='training_bytes'), 206438400, what='training_bytes')

@test_case(points=1, hidden=True, 
    failure_message="Two layers are left, and each reads a map and writes a map.")
def test_cost_after_folding(folded_bytes):
    from torchgrade import checks
    checks.equal(checks.number(folded_bytes, what='folded_bytes'), 117964800, what='folded_bytes')

