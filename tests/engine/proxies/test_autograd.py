"""Autograd crosses between a test and a student's code, or says that it can't."""

from __future__ import annotations

from tests.support.tiny import Play

FUNCTIONS = """
    import torch
    from torch import nn

    def cube(x):
        return x ** 3

    def both(x, y):
        return x * y, (x + y).exp()

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = nn.Linear(3, 2)
            self.scale = nn.Parameter(torch.ones(2))

        def forward(self, x):
            return self.scale * torch.tanh(self.linear(x))

    torch.manual_seed(3)
    net = Net()
"""


def test_gradcheck_takes_a_students_function_unchanged(play: Play) -> None:
    assert not play(
        [FUNCTIONS],
        """
        def test_gradcheck(cube, both):
            import torch
            x = torch.randn(4, dtype=torch.double, requires_grad=True)
            y = torch.randn(4, dtype=torch.double, requires_grad=True)
            assert torch.autograd.gradcheck(cube, x)
            assert torch.autograd.gradcheck(both, (x, y))

        def test_gradcheck_inside_a_function_of_the_test(cube):
            import torch
            x = torch.randn(4, dtype=torch.double, requires_grad=True)
            assert torch.autograd.gradcheck(lambda v: cube(2 * v).sum() + v.sum(), x)
        """,
    ).failed


def test_gradients_are_had_where_a_notebook_has_trained_what_it_compiled(play: Play) -> None:
    # What torch.compile and torch.export do first: it makes PyTorch believe in GPUs.
    compiled = """
    from torch._subclasses.fake_tensor import FakeTensorMode

    with FakeTensorMode():
        pass
    net(torch.ones(1, 3)).sum().backward()
    """
    assert not play(
        [FUNCTIONS, compiled],
        """
        def test_gradient(cube):
            import torch
            x = torch.tensor([2.0], requires_grad=True)
            cube(x).backward()
            assert x.grad.tolist() == [12.0]
        """,
    ).failed


def test_gradcheck_finds_a_wrong_backward(play: Play) -> None:
    cells = """
        import torch

        class Wrong(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                ctx.save_for_backward(x)
                return x ** 2

            @staticmethod
            def backward(ctx, g):
                return 3 * g * ctx.saved_tensors[0]

        wrong = Wrong.apply
    """
    test = """
        def test_gradcheck(wrong):
            import torch
            x = torch.randn(4, dtype=torch.double, requires_grad=True)
            torch.autograd.gradcheck(wrong, x)
    """
    played = play([cells], test)
    assert played.passed == {"q1": [False]}
    assert "Jacobian mismatch" in played.message("q1")


def test_backward_through_a_module_fills_every_grad(play: Play) -> None:
    assert not play(
        [FUNCTIONS],
        """
        def test_backward(net):
            import torch
            x = torch.randn(5, 3, requires_grad=True)
            assert net.scale.grad is None
            net(x).sum().backward()
            weight, bias = net.linear.weight, net.linear.bias
            hidden = torch.tanh(x @ weight.detach().T + bias.detach())
            assert torch.allclose(net.scale.grad, hidden.sum(0))
            assert torch.allclose(x.grad, (1 - hidden ** 2) @ weight.detach(), atol=1e-6)
            assert all(p.grad is not None for p in net.parameters())

        def test_backward_accumulates_where_only_parameters_need_a_gradient(net):
            import torch
            x = torch.randn(5, 3)
            net.zero_grad()
            net(x).sum().backward()
            once = net.scale.grad
            net(x).sum().backward()
            assert torch.allclose(net.scale.grad, 2 * once)
            net.zero_grad()
            assert net.scale.grad is None
        """,
    ).failed


def test_autograd_grad_leaves_every_grad_alone(play: Play) -> None:
    assert not play(
        [FUNCTIONS],
        """
        def test_grad(net):
            import torch
            x = torch.randn(5, 3, requires_grad=True)
            (found,) = torch.autograd.grad(net(x).sum(), x)
            assert found.shape == x.shape and found.abs().sum() > 0
            assert x.grad is None
            assert all(p.grad is None for p in net.parameters())
        """,
    ).failed


def test_calls_nest_and_share_inputs(play: Play) -> None:
    assert not play(
        [FUNCTIONS],
        """
        def test_nested(cube, both):
            import torch
            x = torch.randn(4, dtype=torch.double, requires_grad=True)
            product, power = both(cube(x), x)
            (product.sum() + power.sum() + x.sum()).backward()
            expected = 4 * x ** 3 + (x ** 3 + x).exp() * (3 * x ** 2 + 1) + 1
            assert torch.allclose(x.grad, expected)

        def test_one_output_of_several(both):
            import torch
            x, y = torch.randn(2, 4, dtype=torch.double).unbind()
            x.requires_grad_()
            product, power = both(x, y)
            product.sum().backward()
            assert torch.allclose(x.grad, y)

        def test_an_output_that_is_an_input(cube):
            import torch
            x = torch.randn(4, dtype=torch.double, requires_grad=True)
            y = 2 * x
            cube(y).sum().backward()
            assert torch.allclose(x.grad, 24 * x ** 2)
        """,
    ).failed


def test_a_double_backward_raises_and_gives_no_number(play: Play) -> None:
    played = play(
        [FUNCTIONS],
        """
        def test_double(cube):
            import torch
            x = torch.ones(2, dtype=torch.double, requires_grad=True)
            (first,) = torch.autograd.grad(cube(x).sum(), x, create_graph=True)
            (second,) = torch.autograd.grad(first.sum(), x)

        def test_double_where_a_part_of_the_graph_is_local(cube):
            import torch
            x = torch.ones(2, dtype=torch.double, requires_grad=True)
            (first,) = torch.autograd.grad((cube(x) * x).sum(), x, create_graph=True)
            (second,) = torch.autograd.grad(first.sum(), x)
        """,
    )
    refused = played.grade.status == "ungraded" and "derivative" in played.grade.message
    assert refused or played.passed == {"q1": [False, False]}


def test_what_a_test_does_to_a_parameter_reaches_the_students_model(play: Play) -> None:
    assert not play(
        [FUNCTIONS],
        """
        def test_in_place(net):
            import torch
            with torch.no_grad():
                net.scale.mul_(0)
            assert net(torch.ones(1, 3)).abs().sum() == 0
            net.scale.data.fill_(2)
            assert net.scale.tolist() == [2, 2]
            assert net(torch.ones(1, 3)).abs().sum() > 0

        def test_init(net):
            import torch
            from torch import nn
            nn.init.zeros_(net.linear.weight)
            nn.init.constant_(net.linear.bias, 0.5)
            expected = net.scale * torch.tensor(0.5).tanh()
            assert torch.allclose(net(torch.ones(1, 3)), expected)

        def test_a_new_value_for_data(net):
            import torch
            net.scale.data = torch.zeros(2)
            assert net(torch.ones(1, 3)).abs().sum() == 0

        def test_a_new_grad(net):
            import torch
            net.scale.grad = torch.ones(2)
            assert net.scale.grad.tolist() == [1, 1]
            net.scale.grad = None
            assert net.scale.grad is None
        """,
    ).failed


def test_an_optimizer_of_the_test_steps_the_students_parameters(play: Play) -> None:
    assert not play(
        [FUNCTIONS],
        """
        def test_sgd(net):
            import torch
            before = net.scale.detach().clone()
            optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
            net(torch.ones(1, 3)).sum().backward()
            optimizer.step()
            assert torch.allclose(net.scale.detach(), before - 0.5 * net.scale.grad)
            optimizer.zero_grad()
            assert net.scale.grad is None

        def test_training_with_adam_learns(net):
            import torch
            optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
            x, losses = torch.ones(4, 3), []
            for _ in range(10):
                optimizer.zero_grad()
                loss = ((net(x) - 0.3) ** 2).mean()
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
            assert losses[-1] < 0.2 * losses[0], losses
        """,
    ).failed


def test_a_part_of_a_parameter_can_not_be_changed_in_place(play: Play) -> None:
    test = """
        def test_part(net):
            import torch
            with torch.no_grad():
                net.linear.weight[0].zero_()
    """
    played = play([FUNCTIONS], test)
    assert "A part of a student's parameter can't be changed in place" in played.message("q1")
