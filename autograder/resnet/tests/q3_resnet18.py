from otter.test_files import test_case

OK_FORMAT = False

name = "q3_resnet18"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="A linear layer from 3 to 2 features has 3 * 2 weights and 2 biases.")
def test_total_of_a_linear_layer(total_parameters):
    from torch import nn
    from torchgrade import checks
    checks.equal(total_parameters(nn.Linear(3, 2)), 8, what='total_parameters(nn.Linear(3, 2))')

@test_case(points=2, hidden=True, 
    failure_message="Frozen parameters count, shared ones count once, nested modules count once, buffers do not count.")
def test_total_counts_each_parameter_once(total_parameters):
    from torch import nn
    from torchgrade import checks
    shared = nn.Linear(4, 4)
    checks.equal(total_parameters(nn.Sequential(shared, nn.ReLU(), shared)), 20, what='The total for a model that uses one layer twice')
    frozen = nn.Linear(3, 5)
    frozen.requires_grad_(False)
    checks.equal(total_parameters(nn.Sequential(frozen, nn.Linear(5, 2))), 32, what='The total for a model with a frozen layer')
    nested = nn.Sequential(nn.Sequential(nn.Conv2d(2, 3, 3, bias=False), nn.BatchNorm2d(3)), nn.Sequential(nn.Sequential(nn.PReLU())))
    checks.equal(total_parameters(nested), 61, what='The total for nested modules with batch norm')

@test_case(points=1, hidden=True, 
    failure_message="Count all learned values of resnet18, batch norm and the downsample layers included, buffers not.")
def test_resnet18_numbers(resnet18_parameters, resnet18_ten_classes):
    from torchgrade import checks
    checks.equal(resnet18_parameters, 11689512, what='resnet18_parameters')
    checks.equal(resnet18_ten_classes, 11181642, what='resnet18_ten_classes')

@test_case(points=1, hidden=True, 
    failure_message="Each batch norm of c channels keeps c running means, c running variances and one counter of batches.")
def test_resnet18_buffers(resnet18_buffers):
    from torchgrade import checks
    checks.equal(resnet18_buffers, 9620, what='resnet18_buffers')

