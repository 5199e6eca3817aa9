from otter.test_files import test_case

OK_FORMAT = False

name = "q3_padding"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="More padding gives a larger output, the answers are whole numbers and sets of letters, and no statement speaks for and against.")
def test_padding_answers_are_possible(size_valid, size_pad_4, size_full, pad_total_same, benefits, drawbacks):
    from torchgrade import checks
    sizes = checks.numbers([size_valid, size_pad_4, size_full], 3, whole=True, what='the sizes')
    assert 0 < sizes[0] < sizes[1] < sizes[2], 'more padding should give a larger output'
    checks.number(pad_total_same, whole=True, what='pad_total_same')
    both = [checks.choices(answer, 'abcdefg', what='the letters') for answer in (benefits, drawbacks)]
    assert not both[0] & both[1], 'a statement stands in both sets'

@test_case(points=2, hidden=True, 
    failure_message="A number is wrong. With an even kernel, the zeros above and below cannot be equally many if the size is to stay.")
def test_padding_sizes(size_valid, size_pad_4, size_full, pad_total_same):
    from torchgrade import checks
    found = [size_valid, size_pad_4, size_full, pad_total_same]
    checks.equal(checks.numbers(found, 4, what='the numbers'), [13, 21, 27, 7], what='The numbers')

@test_case(points=1, hidden=True, 
    failure_message="benefits is wrong. Which pixels are seen least without padding, and what do many layers do to the size?")
def test_padding_benefits(benefits):
    from torchgrade import checks
    checks.equal(checks.choices(benefits, 'abcdefg', what='benefits'), {'a', 'd'}, what='benefits')

@test_case(points=1, hidden=True, 
    failure_message="drawbacks is wrong. What do the new outputs see, and what do they cost?")
def test_padding_drawbacks(drawbacks):
    from torchgrade import checks
    checks.equal(checks.choices(drawbacks, 'abcdefg', what='drawbacks'), {'c', 'e'}, what='drawbacks')

