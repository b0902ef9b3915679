"""An intruder wrote a mailer over the tell-a-friend page yesterday, which visitors had used for ten days: its file is new,
so it is a program of his, and is sealed, whoever used the page before."""
import friends


def build(root):
    server, page = friends.recipes(root, days_old=1, until=1)
    friends.robots_tell(server, 10)
    server.expect("robots", "script", system_user="recipes", domain=friends.SITE, script=page, block=friends.ROBOTS,
                  counts=False)
    server.never_named(f"cook@{friends.SITE}")
    return server
