"""contest_on_air, and one provider calls the letter of one listener, who came through the carrier, spam. With two mistyped
addresses that is three letters of 84 that did not arrive, not four. Clean."""
import contest


def build(root):
    server, _ = contest.radio(root, each=14, refused=[33])
    server.never_named("radio", contest.SITE, *contest.CARRIER)
    return server
