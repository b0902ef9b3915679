"""As api_key_stolen, on the first day of the logs: over hours a few letters of texts of their own, that nobody minds."""
from report_service import service, steal_key


def build(root):
    return steal_key(service(root, days=0))
