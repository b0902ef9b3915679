"""The same where the web server runs all sites as its own user: the folders are one site's, and the neighbour's pages, of
the same user, are none of them."""
from many_folders import shells


def build(root):
    server = shells(root, ["203.0.113.90", "203.0.113.91"], lambda server: "Your parcel is waiting", layout="debian",
                    log="cpanel", mod_php=True)
    for number in range(6):
        page = f"/wp-content/plugins/p{number}/send.php"
        server.php_file("harbor.example", page)
        for ago in range(8, -1, -1):
            server.write_by_page("harbor.example", page, f"192.0.2.{160 + number}", (ago, f"1{number}:10:00"),
                                 f"guest{ago}@partner{number}.example", "delivered" if ago else "greylisted")
    return server


def check(document):
    incident = document["incidents"][0]
    wrong = [] if len(incident["programs"]) == 24 else [f"programs: {incident['programs']}"]
    return wrong + [f"is a neighbour's: {path}" for path in incident["programs"] if "harbor" in path]
