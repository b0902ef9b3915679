"""Two hundred proxies ask for the passwords of five people, once each and without a look at any page: forty letters to each of
the five. Two members ask for theirs. The proxies are blocked, the members are not."""
import buried


def build(root):
    server, page = buried.forum(root, "/wp-login.php", "[Forum] Password Reset",
                                lambda number: f"victim{number % 5}@bigmail{number % 2}.example", flood="robots")
    server.expect("robots", "form", system_user="forum", domain="forum.example", script=page, block=buried.ROBOTS,
                  spare_origins=buried.VISITORS, counts=False)
    return server
