"""A student's model is a module to a test: it runs, switches modes, and can be part of another."""

from __future__ import annotations

from tests.support.tiny import Play

NET = """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self, width=4):
            super().__init__()
            self.first = nn.Linear(3, width)
            self.norm = nn.BatchNorm1d(width)
            self.drop = nn.Dropout(0.5)
            self.second = nn.Linear(width, 2)

        def forward(self, x):
            return self.second(self.drop(self.norm(self.first(x))))

    net = Net()
"""


def test_a_handle_is_a_module_with_all_that_tests_ask_of_one(play: Play) -> None:
    assert not play(
        [NET],
        """
        def test_what_it_is(net, Net):
            from torch import nn
            assert isinstance(net, nn.Module)
            assert isinstance(Net(), nn.Module)
            assert isinstance(net, Net)
            assert not isinstance(nn.Linear(1, 1), Net)
            assert isinstance(net.first, nn.Linear) or isinstance(net.first, nn.Module)
            assert not isinstance(net, (nn.Linear, dict))

        def test_what_it_is_made_of(net):
            names = [name for name, _ in net.named_modules()]
            assert names == ["", "first", "norm", "drop", "second"], names
            assert [n for n, _ in net.named_parameters()][:2] == ["first.weight", "first.bias"]
            assert sum(p.numel() for p in net.parameters()) == 16 + 8 + 10
            assert [n for n, _ in net.named_buffers()][0] == "norm.running_mean"
            assert len(list(net.children())) == 4
            assert net.first.in_features == 3
            state = net.state_dict()
            assert list(state)[0] == "first.weight" and state["norm.running_var"].sum() == 4

        def test_forward_and_modes(net, Net):
            import torch
            x = torch.randn(5, 3)
            net.train()
            assert net.training and net.drop.training
            assert not torch.equal(net(x), net(x))
            assert net.eval() is not None
            assert not net.training and not net.drop.training
            assert torch.equal(net(x), net.forward(x))
            assert Net(width=7).first.out_features == 7

        def test_state_can_be_loaded(net, Net):
            import torch
            other = Net()
            other.load_state_dict(net.state_dict())
            x = torch.randn(5, 3)
            assert torch.equal(other.eval()(x), net.eval()(x))

        def test_gradients_are_dropped(net):
            import torch
            net(torch.randn(5, 3)).sum().backward()
            assert net.second.bias.grad is not None
            net.zero_grad()
            assert net.second.bias.grad is None

        def test_frozen_parameters(net):
            net.requires_grad_(False)
            assert not any(p.requires_grad for p in net.parameters())
        """,
    ).failed


def test_a_students_model_can_be_part_of_a_model_of_the_test(play: Play) -> None:
    assert not play(
        [NET],
        """
        def test_part(net):
            import torch
            from torch import nn
            whole = nn.Sequential(nn.Flatten(), net, nn.Softmax(dim=1))
            whole.eval()
            assert not net.training
            assert torch.allclose(whole(torch.randn(4, 3)).sum(1), torch.ones(4))
            whole.train()
            assert net.training and net.norm.training
            assert len(list(whole.parameters())) == 6
            whole(torch.randn(4, 3))[:, 0].sum().backward()
            assert net.first.weight.grad is not None
        """,
    ).failed


def test_a_model_of_the_test_brings_the_gradients_that_it_holds(play: Play) -> None:
    cell = """
        def gradients(model):
            return [p.grad for p in model.parameters()]

        def gradient(parameter):
            return parameter.grad
    """
    assert not play(
        [cell],
        """
        def test_gradients(gradients, gradient):
            import torch
            from torch import nn
            model = nn.Linear(2, 3)
            model.weight.grad = torch.arange(6.0).view(3, 2)
            weight, bias = gradients(model)
            assert torch.equal(weight, model.weight.grad) and bias is None
            alone = nn.Parameter(torch.ones(2))
            alone.square().sum().backward()
            assert torch.equal(gradient(alone), torch.tensor([2.0, 2.0]))
        """,
    ).failed


def test_parameters_of_the_students_own_hide_nothing(play: Play) -> None:
    cell = """
        import torch
        from torch import nn

        class Sly(nn.Module):
            def __init__(self):
                super().__init__()
                self.linear = nn.Linear(100, 100)

            def parameters(self, recurse=True):
                return iter([])

            def named_parameters(self, *args, **kwargs):
                return iter([])

            def modules(self):
                return iter([])

            def forward(self, x):
                return self.linear(x)

        sly = Sly()
    """
    assert not play(
        [cell],
        """
        def test_parameters(sly):
            assert sum(p.numel() for p in sly.parameters()) == 10100
            assert len(list(sly.modules())) == 2
        """,
    ).failed


def test_a_model_that_is_handed_over_twice_is_the_same_object(play: Play) -> None:
    cell = """
        import torch
        seen = []

        def train(model, optimizer, x, y, steps=20):
            model.train()
            for _ in range(steps):
                optimizer.zero_grad()
                ((model(x) - y) ** 2).mean().backward()
                optimizer.step()

        def evaluate(model, x, y):
            seen.append(model)
            with torch.no_grad():
                return ((model(x) - y) ** 2).mean().item()

        def mode(model):
            return model.training, len(set(map(id, seen + [model])))
    """
    assert not play(
        [cell],
        """
        def test_train_then_evaluate(train, evaluate):
            import torch
            from torch import nn
            model = nn.Linear(3, 1)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            x, y = torch.randn(16, 3), torch.zeros(16, 1)
            before = evaluate(model, x, y)
            train(model, optimizer, x, y)
            assert evaluate(model, x, y) < 0.5 * before

        def test_modes_changed_between_calls_arrive(mode, evaluate):
            import torch
            from torch import nn
            model = nn.Dropout(0.5)
            evaluate(model, torch.ones(1), torch.ones(1))
            training, different = mode(model)
            assert training
            model.eval()
            assert mode(model)[0] is False

        def test_parameters_changed_between_calls_arrive(evaluate):
            import torch
            from torch import nn
            model = nn.Linear(1, 1, bias=False)
            zero = torch.zeros(4, 1)
            nn.init.ones_(model.weight)
            assert evaluate(model, torch.ones(4, 1), zero) == 1
            nn.init.constant_(model.weight, 3)
            assert evaluate(model, torch.ones(4, 1), zero) == 9
        """,
    ).failed


CHANGER = """
    import torch

    def change(model):
        with torch.no_grad():
            for p in model.parameters():
                p.zero_()

    def look(model):
        return sum(p.abs().sum().item() for p in model.parameters())
"""


def test_a_models_copy_that_the_student_did_not_change_refuses_to_run(play: Play) -> None:
    played = play(
        [CHANGER],
        """
        def test_the_stale_copy(change, look):
            import torch
            from torch import nn
            model = nn.Linear(2, 2)
            assert look(model) > 0
            change(model)
            assert look(model) == 0
            model(torch.ones(1, 2))
        """,
    )
    assert played.passed == {"q1": [False]}
    assert "was changed in place by the student's code" in played.message("q1")


def test_a_change_of_a_model_comes_back_where_the_author_asks_for_it(play: Play) -> None:
    test = """
        def test_the_model(change):
            import torch
            from torch import nn
            model = nn.Linear(2, 2)
            change(model)
            assert model(torch.ones(1, 2)).abs().sum() == 0
    """
    assert play([CHANGER], test).passed == {"q1": [False]}
    assert not play([CHANGER], test, in_place=("q1",)).failed


def test_a_model_that_one_test_case_handed_over_is_gone_in_the_next(play: Play) -> None:
    """A large one in every case of a question would fill a small container."""
    assert not play(
        [
            """
            import gc
            from torch import nn

            def look(model):
                return model.in_features

            def count():
                return sum(type(o) is nn.Linear and o.in_features == 77 for o in gc.get_objects())
            """
        ],
        """
        def test_one(look, count):
            from torch import nn
            assert look(nn.Linear(77, 1)) == 77
            assert count() == 1

        def test_another(look, count):
            assert count() == 0
        """,
    ).failed


def test_a_model_on_the_device_meta_goes_there_without_numbers(play: Play) -> None:
    """Its parameters all have the address 0: code that tells them apart by it shows."""
    cell = """
        def by_identity(model):
            return sum(p.numel() for p in model.parameters())

        def by_address(model):
            return sum({p.data_ptr(): p.numel() for p in model.parameters()}.values())
    """
    tests = """
        def test_meta(by_identity, by_address):
            from torch import nn
            model = nn.Sequential(nn.Linear(2, 3, device="meta"), nn.BatchNorm1d(3, device="meta"))
            assert by_identity(model) == 15
            assert by_address(model) == 3
    """
    assert play([cell], tests).failed == []


def test_a_module_is_of_its_library_class(play: Play) -> None:
    cell = """
        import torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.a, self.loss = nn.Linear(3, 4), nn.CrossEntropyLoss()
                self.last = Last(4, 2)

            def forward(self, x):
                return self.last(self.a(x))

        class Last(nn.Linear):
            pass

        net, layers = Net(), nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Dropout(0.3))
    """
    test = """
        def test_layers(layers):
            from torch import nn
            assert isinstance(layers, nn.Sequential)
            assert [isinstance(layer, nn.Linear) for layer in layers] == [True, False, False]
            assert isinstance(layers[2], nn.Dropout) and layers[2].p == 0.3

        def test_net(net):
            import torch
            from torch import nn
            found = [name for name, layer in net.named_modules() if isinstance(layer, nn.Linear)]
            assert found == ["a", "last"]
            assert net.a.out_features == 4 and net.a.weight.shape == (4, 3)
            assert isinstance(net.loss, nn.CrossEntropyLoss) and not isinstance(net, nn.Linear)
            assert net.loss(torch.zeros(1, 2), torch.tensor([0])).ndim == 0
            assert nn.Sequential(net.a, nn.ReLU())(torch.ones(5, 3)).shape == (5, 4)
            assert sum(p.numel() for p in net.parameters()) == 26
    """
    assert play([cell], test).failed == []
