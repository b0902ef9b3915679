"""As form_tell_friends, four addresses a request: on the border of what one request writes."""
import friends


def build(root):
    server, page = friends.recipes(root, days_old=900)
    friends.robots_tell(server, 4, lambda number: f"{'Bob Tom Ida Eva'.split()[number % 4]} recommends: you won")
    server.expect("robots", "form", system_user="recipes", domain=friends.SITE, script=page, block=friends.ROBOTS,
                  counts=False)
    server.never_named(f"cook@{friends.SITE}")
    return server
