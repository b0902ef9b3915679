"""A phishing page that others' pages lead to. It is sealed; who asks for it are its victims, and none is blocked."""
from phishing import SITE, phishing_kit


def build(root):
    server = phishing_kit(root, with_pictures=False)
    server.expect("kit", "script", system_user="bakery", domain=SITE, script=server.page, block=[])
    return server
