"""Two hundred people write to the site's four clerks on one day, from a page that a content network keeps: two only have left
their visit in this server's log. Letters to the site's own people bury nobody. Clean."""
import buried


def build(root):
    server, _ = buried.forum(root, "/contact.php", "Message from the website",
                             lambda number: f"clerk{number % 4}@forum.example", mailboxes=[f"clerk{n}" for n in range(4)])
    server.never_named("forum", "forum.example", *buried.ROBOTS)
    return server
