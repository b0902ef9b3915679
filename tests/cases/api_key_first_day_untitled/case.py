"""The same where the log names no subjects."""
from report_service import service, steal_key


def build(root):
    return steal_key(service(root, days=0, layout="debian", exim="4.94"))
