"""Another case's server, or that whose logs begin a few days ago."""
import importlib.util
import pathlib


def case_of(name):
    path = pathlib.Path(__file__).parent / name / "case.py"
    spec = importlib.util.spec_from_file_location(name, path)
    case = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(case)
    return case


def with_logs_of(days, name, root):
    server = case_of(name).build(root)
    server.logs_begin = server.now - days * 86400
    return server
