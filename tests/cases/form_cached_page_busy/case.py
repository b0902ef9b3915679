"""Two hundred people sign up on one day, each once, for a page that another server shows them: their visits left no line here.
Each gets the one letter he asked for. Nobody is blocked."""
import buried


def build(root):
    server, _ = buried.forum(root, "/register.php", "Please confirm your registration",
                             lambda number: f"guest{number}@town{number % 18}.example")
    server.never_named("forum", "forum.example", *buried.ROBOTS)
    return server
