"""Robots give a tell-a-friend page ten addresses a request; three visitors a day, who looked at the site, tell two
friends each. It has stood there for years: a form, and nobody seals it."""
import friends
from plans import sealed_pages


def build(root):
    server, page = friends.recipes(root, days_old=900)
    friends.robots_tell(server, 10)
    server.expect("robots", "form", system_user="recipes", domain=friends.SITE, script=page, block=friends.ROBOTS,
                  spare_origins=["198.51.100.1", "198.51.100.2", "198.51.100.3"], counts=False)
    server.never_named(f"cook@{friends.SITE}")
    return server


check = sealed_pages
