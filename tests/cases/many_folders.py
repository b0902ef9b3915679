"""One account with many folders that mail: an agency's shops, or an intruder's shells."""
from server import Server
from services import ROBOT

SITE = "bakery.example"


def agency(root, layout, opened_before, shops, order, stolen_beside):
    """`order(shop, number)` gives the subjects of the letters to a customer and to the shop. The first `opened_before` of the
    shops sold on all days of the logs, the others opened today; a thief is at work elsewhere."""
    server = Server(root, layout=layout, exim="4.96")
    names = [f"shop{n}.example" for n in range(shops)]
    for name in names:
        server.account("agency", name, ["orders"])
        server.php_file(name, "/checkout.php", days_old=300)
    server.history({f"orders@{names[0]}": "192.0.2.41"}, days=12)
    stolen_beside(server)
    number = 0
    for ago in range(12, -1, -1):
        for name in names[:opened_before] if ago else names:
            for hour in range(3):
                number += 1
                visitor, outcome = f"192.0.2.{100 + number % 100}", "greylisted" if ago == 0 and number % 4 == 0 else "delivered"
                at = server.visit(name, visitor, (ago, f"{10 + hour}:{number % 60:02d}:00"), ("/", "/shop.html", "/checkout.php"))
                server.request(name, visitor, at, "/checkout.php", "POST")
                to_customer, to_shop = order(name, number)
                server.php_mail(name, "/checkout.php", at + 0.3, [f"customer{number}@partner{number % 9}.example"], to_customer,
                                outcome, sender=f"orders@{name}")
                server.php_mail(name, "/checkout.php", at + 0.6, [f"orders@{name}"], to_shop, sender=f"orders@{name}")
    server.never_named("agency", *names)
    return server


def shells(root, drivers, subject_of, web_log=True, programs=24, **options):
    """Two hundred and forty letters by all of them; `subject_of(server)` gives a letter's subject."""
    server = Server(root, **{"layout": "cpanel", "exim": "4.96", **options})
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=8)
    files = [f"/wp-{('content', 'includes', 'admin')[n % 3]}/{('themes', 'js', 'network')[n % 3]}/m{n}/{n * 7919 % 9973:x}.php"
             for n in range(programs)]
    for file in files:
        server.php_file(SITE, file, days_old=30)
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 240)):
        if web_log:
            server.request(SITE, drivers[number % len(drivers)], at, files[number % programs], "POST", agent=ROBOT)
        server.php_mail(SITE, files[number % programs], at + 0.3, server.strangers(1), subject_of(server),
                        ("greylisted", "unknown", "delivered"), sender="info@bakery.example", flood="shells", php_log=not web_log)
    user = server.layout.web_user[0] if server.mod_php else "bakery"
    server.expect("shells", "script", system_user=user, domain=SITE, script=None, block=drivers if web_log else [], counts=False)
    server.never_named("harbor", "harbor.example", "shop@bakery.example")
    return server
