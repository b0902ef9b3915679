"""260 listeners enter in three hours, a third of them through six addresses of a carrier, fourteen through each. Clean."""
import contest


def build(root):
    server, _ = contest.radio(root, each=14)
    server.never_named("radio", contest.SITE, *contest.CARRIER)
    return server
