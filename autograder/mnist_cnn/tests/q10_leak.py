from otter.test_files import test_case

OK_FORMAT = False

name = "q10_leak"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="experiment_facts must be a set of letters from a to f.")
def test_experiment_answer_is_a_set_of_letters(experiment_facts):
    from torchgrade import checks
    checks.choices(experiment_facts, 'abcdef', what='experiment_facts')

@test_case(points=3, hidden=True, 
    failure_message="Gradients are not the only way in which test images can reach a network. What else was decided with their help, and what repairs it?")
def test_leak_is_seen(experiment_facts):
    from torchgrade import checks
    letters = checks.choices(experiment_facts, 'abcdef', what='experiment_facts')
    about_leak = sorted((letter for letter in letters if letter in ('a', 'b', 'f')))
    assert about_leak == ['a', 'f'], 'at least one of the statements a, b and f is judged wrongly'

@test_case(points=2, hidden=True, 
    failure_message="How long was each network trained, how often, and what would other seeds have shown?")
def test_noise_is_seen(experiment_facts):
    from torchgrade import checks
    letters = checks.choices(experiment_facts, 'abcdef', what='experiment_facts')
    about_noise = sorted((letter for letter in letters if letter in ('c', 'd', 'e')))
    assert about_noise == ['c', 'e'], 'at least one of the statements c, d and e is judged wrongly'

