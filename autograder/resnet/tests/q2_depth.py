from otter.test_files import test_case

OK_FORMAT = False

name = "q2_depth"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Give each shape as a tuple of whole numbers. The stem keeps the size of the image.")
def test_shapes_are_tuples(shapes):
    from torchgrade import checks
    checks.equal(sorted(shapes), ['logits', 'pooled', 'stage1', 'stage2', 'stage3', 'stem'], what='The keys of shapes')
    for part, value in shapes.items():
        assert isinstance(value, (tuple, list)), f'shapes[{part!r}] must be a tuple like (channels, height, width). Got {value!r}.'
    checks.equal(tuple(shapes['stem']), (16, 32, 32), what="shapes['stem']")

@test_case(points=1, hidden=True, 
    failure_message="Follow one image through the stages. Where the channels double, the stride of 2 halves height and width.")
def test_shapes_of_the_stages(shapes):
    from torchgrade import checks
    for part, expected in (('stage1', (16, 32, 32)), ('stage2', (32, 16, 16)), ('stage3', (64, 8, 8))):
        checks.equal(tuple(shapes[part]), expected, what=f'shapes[{part!r}]')

@test_case(points=1, hidden=True, 
    failure_message="The pooling takes one average over each whole map, so one number is left for each channel.")
def test_shapes_of_the_head(shapes):
    from torchgrade import checks
    for part, expected in (('pooled', (64,)), ('logits', (10,))):
        checks.equal(tuple(shapes[part]), expected, what=f'shapes[{part!r}]')

@test_case(points=1, hidden=False, 
    failure_message="Three stages of n blocks of two convolutions, and two more layers with weights.")
def test_depth_of_resnet20(depth, resnet_parameters):
    from torchgrade import checks
    checks.equal(depth(3), 20, what='depth(3)')
    checks.equal(resnet_parameters(1), 75290, what='resnet_parameters(1)')

@test_case(points=1, hidden=True, 
    failure_message="The depth must follow from n for every n, and count the stem and the fully connected layer once each.")
def test_depth_for_every_n(depth):
    from torchgrade import checks
    for n in (1, 2, 5, 9, 18):
        checks.equal(depth(n), 6 * n + 2, what=f'depth({n})')

@test_case(points=2, hidden=True, 
    failure_message="Each stage has one block that may change the width and n - 1 blocks that keep it.")
def test_parameters_for_every_n(resnet_parameters):
    from torchgrade import checks
    for n, expected in ((2, 172506), (3, 269722), (4, 366938), (5, 464154), (9, 853018)):
        checks.equal(resnet_parameters(n), expected, what=f'resnet_parameters({n})')

