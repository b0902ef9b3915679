"""As contest_on_air, and the page tells the radio's owner, whose mailbox is elsewhere, of every entry: half of what it writes
goes to him, which says nothing of whom the listeners typed. Clean."""
import contest


def build(root):
    server, _ = contest.radio(root, each=14, owner="boss@bigmail.example")
    server.never_named("radio", contest.SITE, *contest.CARRIER)
    return server
