"""Sites with a form that asks a visitor to confirm what he signed up for, and robots that press it once from each address."""
from server import Server

FORM = "/newsletter/signup.php"


def press(server, site, address, at, to, outcome, **fields):
    server.request(site, address, at, FORM, "POST")
    return server.php_mail(site, FORM, at + 0.5, [to], "Please confirm your subscription", outcome, sender=f"news@{site}",
                           php_log=False, **fields)


def sites_with_readers(root, count, **options):
    """On each day before somebody signs up at each site."""
    server = Server(root, exim="4.96", **options)
    sites = [f"club{number:02d}.example" for number in range(count)]
    for number, site in enumerate(sites):
        server.account(f"club{number:02d}", site, ["news"])
        server.php_file(site, FORM, days_old=500)
    server.history({f"news@{sites[0]}": "192.0.2.41"}, days=6)
    for ago in range(6, 0, -1):
        for number, site in enumerate(sites):
            address = f"198.19.{ago}.{number + 1}"
            at = server.visit(site, address, (ago, f"18:{number:02d}:00"), ("/", "/style.css", "/newsletter/"))
            press(server, site, address, at, f"member{ago}x{number}@partner2.example", "delivered")
    return server, sites


def robot(number):
    return f"203.0.{113 + number // 250}.{number % 250 + 1}"
