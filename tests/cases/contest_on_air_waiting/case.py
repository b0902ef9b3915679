"""Five through each of the carrier's addresses; a tenth of the confirmations wait at greylisting providers. Clean: no letter is
held."""
import contest


def build(root):
    server, _ = contest.radio(root, each=5, waiting=True)
    server.never_named("radio", contest.SITE, *contest.CARRIER)
    return server
