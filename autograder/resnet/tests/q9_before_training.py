from otter.test_files import test_case

OK_FORMAT = False

name = "q9_before_training"
points = 4

@test_case(points=0.5, hidden=False, 
    failure_message="Two numbers of at least 1, and a set of letters for surface.")
def test_answers_have_the_right_form(steps, untouched_images, surface):
    from torchgrade import checks
    for name, value in (('steps', steps), ('untouched_images', untouched_images)):
        value = checks.number(value, what=name)
        assert 1 <= float(value) < 10000000.0, f'{name} is out of all bounds: {float(value)}.'
    checks.choices(surface, 'abcde', what='surface')

@test_case(points=1, hidden=True, 
    failure_message="An epoch takes as many steps as there are batches, the last, smaller one included.")
def test_steps(steps):
    from torchgrade import checks
    checks.equal(checks.number(steps, what='steps'), 21120, what='steps')

@test_case(points=1, hidden=True, 
    failure_message="One place of 9 x 9 leaves an image where it is, and half of the images there are not mirrored.")
def test_untouched_images(untouched_images):
    from torchgrade import checks
    answer = float(checks.number(untouched_images, what='untouched_images'))
    checks.close(answer, 277.78, rtol=0, atol=0.8, what='untouched_images')

@test_case(points=1.5, hidden=True, 
    failure_message="Read the abstract of Li et al. and look at its figures once more. Smoother does not mean convex, and a higher training error is not overfitting.")
def test_loss_surface(surface):
    from torchgrade import checks
    letters = checks.choices(surface, 'abcde', what='surface')
    checks.equal(sorted(letters), ['a', 'c'], what='surface')

