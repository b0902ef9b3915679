"""A mailer that lay on the site for years under the name of a page for friends: no visitor ever asked for it before its
robots came. It is a program, and is sealed."""
import friends


def build(root):
    server, page = friends.recipes(root, days_old=900, visits=0)
    friends.robots_tell(server, 10)
    server.expect("robots", "script", system_user="recipes", domain=friends.SITE, script=page, block=friends.ROBOTS,
                  counts=False)
    server.never_named(f"cook@{friends.SITE}")
    return server
