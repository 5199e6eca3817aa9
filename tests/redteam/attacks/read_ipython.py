"""Reads later cells and the grader's own code through IPython's history, hooks and namespaces.

class: read
where: start
unsandboxed: yes
"""

shell = get_ipython()
loot = []
shell.events.register("pre_run_cell", lambda info: loot.append(str(info.raw_cell)))
shell.input_transformers_post.append(lambda lines: (loot.append("".join(lines)), lines)[1])
shell.ast_transformers.append(
    type("T", (), {"visit": lambda self, tree: (loot.append(repr(tree)), tree)[1]})()
)
# %%
import builtins


class Shout:
    """A function in place of `shout`, kept in builtins so that the honest cell can't undo it."""

    def __call__(self, words):
        names = {k: repr(v)[:200] for k, v in shell.user_ns.items()}
        raise ValueError(f"{loot} {names} {shell.history_manager!r} {vars(shell)!r:.20000}")


builtins.Shout = Shout
shell.events.register("post_run_cell", lambda result: shell.user_ns.__setitem__("shout", Shout()))
