"""One of the keys by which companies' programs call a service was stolen: a stranger calls the same page. They call as ever."""
from report_service import service, steal_key


def build(root):
    return steal_key(service(root))
