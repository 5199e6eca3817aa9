from otter.test_files import test_case

OK_FORMAT = False

name = "q4_softmax"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="softmax_floor must be a number, and softmax_facts a set of letters from a to e.")
def test_softmax_answers_have_the_right_form(softmax_floor, softmax_facts):
    from torchgrade import checks
    checks.number(softmax_floor, what='softmax_floor')
    checks.choices(softmax_facts, 'abcde', what='softmax_facts')

@test_case(points=3, hidden=True, 
    failure_message="Put the vector with a single 1 and nine zeros through a softmax, and take minus the logarithm of the entry of the right class.")
def test_softmax_floor(softmax_floor):
    from torchgrade import checks
    checks.close(softmax_floor, 1.4611502, rtol=0, atol=0.001, what='softmax_floor')

@test_case(points=2, hidden=True, 
    failure_message="Try each statement with three logits on paper, or with a few lines of PyTorch.")
def test_softmax_facts(softmax_facts):
    from torchgrade import checks
    checks.equal(sorted(checks.choices(softmax_facts, 'abcde', what='softmax_facts')), ['c', 'd'], what='softmax_facts')

