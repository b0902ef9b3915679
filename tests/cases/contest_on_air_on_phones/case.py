"""contest_on_air, and five of the 84 listeners who came through the carrier mistyped their address: three more than one in fifty,
as chance has it with a phone's keyboard. Clean."""
import contest


def build(root):
    server, _ = contest.radio(root, each=14, mistyped=[30, 63, 96])
    server.never_named("radio", contest.SITE, *contest.CARRIER)
    return server
