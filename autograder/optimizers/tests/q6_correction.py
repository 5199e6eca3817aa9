from otter.test_files import test_case

OK_FORMAT = False

name = "q6_correction"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="Two lengths, a guess in one of the two wordings, and the number of a step.")
def test_correction_answers_are_possible(first_corrected, first_uncorrected, guess, longest):
    from torchgrade import checks
    for name, value in (('first_corrected', first_corrected), ('first_uncorrected', first_uncorrected)):
        assert checks.number(value, what=name) > 0, f'{name} should be a length'
    checks.choices([guess], ('too short', 'too long'), what='guess')
    step = checks.number(longest, what='longest')
    assert step == int(step) and 1 <= step <= 100, 'longest should be the number of a step'

@test_case(points=2, hidden=True, 
    failure_message="A length is wrong. Put t = 1 into the formulas; the gradient cancels.")
def test_first_steps(first_corrected, first_uncorrected):
    from torchgrade import checks
    right = 0.1 * 0.1 / 0.001 ** 0.5
    checks.close([first_corrected, first_uncorrected], [0.1, right], rtol=0.0, atol=0.0006, what='the two lengths')

@test_case(points=2, hidden=True, 
    failure_message="longest is wrong. How long is step t? A loop over (1 - beta1**t) / sqrt(1 - beta2**t) tells.")
def test_longest_step(longest):
    from torchgrade import checks
    lengths = [(1 - 0.9 ** t) / (1 - 0.999 ** t) ** 0.5 for t in range(1, 101)]
    checks.close(longest, 1 + lengths.index(max(lengths)), rtol=0.0, atol=0.0, what='longest')

