"""Two hundred proxies register twelve people over and over, each proxy once and without a look at any page."""
import buried


def build(root):
    server, page = buried.forum(root, "/register.php", "Please confirm your registration",
                                lambda number: f"victim{number % 12}@bigmail.example", flood="robots")
    server.expect("robots", "form", system_user="forum", domain="forum.example", script=page, block=buried.ROBOTS,
                  spare_origins=buried.VISITORS, counts=False)
    return server
