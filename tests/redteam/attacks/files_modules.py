"""A folder with torch.py, numpy.py, otter/, conftest.py and sitecustomize.py beside the notebook.

class: files
where: file
unsandboxed: yes
"""

from torchgrade import notebook as nb


def build(honest, folder):
    nb.write(honest, folder / "trials.ipynb")
    text = (
        "open('/tmp/redteam-mark-module', 'w').close()\nallclose = equal = lambda *a, **k: True\n"
    )
    for name in (
        "torch",
        "numpy",
        "json",
        "struct",
        "conftest",
        "sitecustomize",
        "usercustomize",
        "helper",
        "IPython",
        "tests/q4_squares",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(text)
    for package in ("otter", "torchgrade", "unittest"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text(text)
    (folder / "x.pth").write_text("import os; open('/tmp/redteam-mark-pth', 'w')\n")
    return folder
