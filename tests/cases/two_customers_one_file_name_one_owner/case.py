"""As two_customers_one_file_name, but all files are the web user's own, so that PHP's header names the same owner for both pages: which
letters follow the robots' posts tells the two mailings apart."""
import importlib.util
import pathlib

SPEC = importlib.util.spec_from_file_location(
    "two_customers", pathlib.Path(__file__).parents[1] / "two_customers_one_file_name" / "case.py")
CUSTOMERS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(CUSTOMERS)


def build(root):
    return CUSTOMERS.newsletters(root, is_owner_told=False)
