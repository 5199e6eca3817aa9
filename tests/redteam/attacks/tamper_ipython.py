"""Patches the shell: what runs cells, shows tracebacks, and rewrites later cells.

class: tamper
where: start
unsandboxed: yes
"""

shell = get_ipython()
shell.showtraceback = shell.showsyntaxerror = lambda *anything, **more: None
shell.set_custom_exc((Exception,), lambda *anything, **more: None)


def rewrite(lines):
    return [line.replace("number + number", "number * 1 + number") for line in lines]


shell.input_transformers_post.append(rewrite)
real = shell.run_cell


def run_cell(*anything, **more):
    result = real(*anything, **more)
    result.error_in_exec = result.error_before_exec = None
    return result


shell.run_cell = run_cell
type(shell).run_cell_async = type(shell).run_cell_async
