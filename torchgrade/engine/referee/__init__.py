"""The trusted, disposable process for one submission: cells, snapshots, test cases."""
