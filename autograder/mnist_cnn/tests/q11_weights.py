from otter.test_files import test_case

OK_FORMAT = False

name = "q11_weights"
points = 11

@test_case(points=0, hidden=False, 
    failure_message="final_rate must be one of the ten rates 0, 0.1, ..., 0.9.")
def test_final_rate_is_one_of_the_ten(final_rate):
    from torchgrade import checks
    rate = checks.number(final_rate, what='final_rate')
    assert any((abs(rate - k / 10) < 1e-06 for k in range(10))), f'{rate} is not one of the ten rates'

@test_case(points=1, hidden=False, 
    failure_message="final_rate must be the rate with which the network in the folder weights was trained, as the cell that trained it noted in the file.")
def test_final_rate_is_that_of_the_training(build_model, final_rate):
    from torchgrade import checks, datasets, weights
    rate = checks.number(final_rate, what='final_rate')
    model = build_model(0.5)
    path = weights.load_handed_in(model, 'mnist_cnn', datasets.for_lab(quiet=True))
    noted = weights.load_weights(model, path).get('p_drop', '')
    try:
        trained_with = float(noted)
    except ValueError:
        raise AssertionError("the file of weights does not say with which rate it was trained. Save it as the training cell does, with notes={'p_drop': ...}") from None
    assert abs(rate - trained_with) < 1e-06, f'final_rate is {rate:g}, but the file of weights says that it was trained with {trained_with:g}'

@test_case(points=1, hidden=False, 
    failure_message="The folder weights must hold a file that torchgrade.save_weights wrote, and that fits your build_model.")
def test_weights_fit_the_model(build_model):
    from torchgrade import datasets, weights
    weights.load_handed_in(build_model(0.5), 'mnist_cnn', datasets.for_lab(quiet=True))

@test_case(points=3, hidden=True, 
    failure_message="The network is more than three percentage points short of the accuracy asked for. Are these the weights of the trained network, and were its images normalised as above?")
def test_network_has_learnt(build_model):
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = build_model(0.5)
    weights.load_handed_in(model, 'mnist_cnn', choice)
    images, labels = datasets.pixels(choice.name, train=False)
    (mean,), (std,) = datasets.MEAN_STD[choice.name]
    normalise = lambda x: (x.float() / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='build_model(0.5)')
    weights.load_handed_in(network, 'mnist_cnn', choice)
    checks.accuracy(network, images, labels, at_least=choice.threshold - 0.03, prepare=normalise)

@test_case(points=6, hidden=True, 
    failure_message="The test accuracy is below the one asked for. Train with all training images and for all epochs, and look at the validation accuracy first.")
def test_network_reaches_the_accuracy_asked_for(build_model):
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = build_model(0.5)
    weights.load_handed_in(model, 'mnist_cnn', choice)
    images, labels = datasets.pixels(choice.name, train=False)
    (mean,), (std,) = datasets.MEAN_STD[choice.name]
    normalise = lambda x: (x.float() / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='build_model(0.5)')
    weights.load_handed_in(network, 'mnist_cnn', choice)
    checks.accuracy(network, images, labels, at_least=choice.threshold, prepare=normalise)

