"""A server of tests/cases, for the tests that ask something else of it than a scan."""
import importlib.util
import os
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
CASES = REPO / "tests" / "cases"
PROGRAM = os.environ.get("QUEUEHOUND", str(REPO / "build/release/queuehound"))
NOW = "2026-11-23T15:00:00Z"  # the clock of most stories, 16:00 in Berlin
sys.dont_write_bytecode = True
sys.path.insert(0, str(CASES))


def build(name, root):
    """Writes the case's server below `root`, a new folder; what a scan must say of it, and the arguments to scan with."""
    Path(root).mkdir()
    spec = importlib.util.spec_from_file_location(f"case_{name}", CASES / name / "case.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build(str(root)).write(), getattr(module, "ARGUMENTS", [])
