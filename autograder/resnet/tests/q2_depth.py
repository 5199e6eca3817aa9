from otter.test_files import test_case

OK_FORMAT = False

name = "q2_depth"
points = 4

@test_case(points=0.5, hidden=False, 
    failure_message="Each shape is a tuple of whole numbers. The stem keeps the size of the image.")
def test_shapes_are_tuples(shapes):
    from torchgrade import checks
    parts = ['logits', 'pooled', 'stage1', 'stage2', 'stage3', 'stem']
    checks.equal(sorted(shapes), parts, what='The keys of shapes')
    for part in parts:
        value = shapes[part]
        assert isinstance(value, (tuple, list)), f'shapes[{part!r}] must be a tuple like (channels, height, width). Got {value!r}.'
        for size in value:
            checks.number(size, what=f'A number in shapes[{part!r}]')
    checks.equal(tuple(shapes['stem']), (16, 32, 32), what="shapes['stem']")

@test_case(points=0.5, hidden=True, 
    failure_message="Follow one image through the stages. Where the channels double, the stride of 2 halves height and width.")
def test_shapes_of_the_stages(shapes):
    from torchgrade import checks
    expected = {'stage1': (16, 32, 32), 'stage2': (32, 16, 16), 'stage3': (64, 8, 8)}
    for part, shape in expected.items():
        checks.equal(tuple(shapes[part]), shape, what=f'shapes[{part!r}]')

@test_case(points=0.5, hidden=True, 
    failure_message="The pooling takes one average over each whole map, so one number is left for each channel.")
def test_shapes_of_the_head(shapes):
    from torchgrade import checks
    for part, shape in (('pooled', (64,)), ('logits', (10,))):
        checks.equal(tuple(shapes[part]), shape, what=f'shapes[{part!r}]')

@test_case(points=0.5, hidden=False, 
    failure_message="Three stages of n blocks of two convolutions, and two more layers with weights.")
def test_depth_of_resnet20(depth, resnet_parameters):
    from torchgrade import checks
    checks.equal(checks.number(depth(3), what='depth(3)'), 20, what='depth(3)')
    count = checks.number(resnet_parameters(1), what='resnet_parameters(1)')
    checks.equal(count, 75290, what='resnet_parameters(1)')

@test_case(points=1, hidden=True, 
    failure_message="The depth must follow from n for every n, and count the stem and the fully connected layer once each.")
def test_depth_for_every_n(depth):
    from torchgrade import checks
    for n in (1, 2, 5, 9, 18, 200, 2):
        checks.equal(checks.number(depth(n), what='depth(n)'), 6 * n + 2, what=f'depth({n})')

@test_case(points=1, hidden=True, 
    failure_message="Each stage has one block that may change the width and n - 1 blocks that keep it.")
def test_parameters_for_every_n(resnet_parameters):
    from torchgrade import checks
    counts = {2: 172506, 3: 269722, 4: 366938, 5: 464154, 9: 853018, 200: 19421274}
    for n, expected in counts.items():
        count = checks.number(resnet_parameters(n), what=f'resnet_parameters({n})')
        checks.equal(count, expected, what=f'resnet_parameters({n})')

