"""An intruder's process waits for the visitors of a shop: within a second of each order it mails a dozen strangers from
the shop's folder, a third of whom never existed. Every visitor looks as if he had fourteen letters sent. The folder is
named; no visitor is blocked, the shop's page stays, and the letters about today's orders stay in the queue. It begins with order
`since` of the day."""

SITE, FOLDER, DAYS, ORDERS = "mill.example", "/home/mill/public_html", 6, 25


def tell(server, letters=12, folder=FOLDER, since=0, more_today=0):
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("mill", SITE, ["shop"])
    server.history({"info@harbor.example": "192.0.2.21", "shop@mill.example": "192.0.2.41"}, days=12)
    server.php_file(SITE, "/index.php")
    visitors = []
    for ago in range(DAYS, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:40:00"), ORDERS + (0 if ago else more_today))):
            visitor = f"84.{ago + 17}.{number}.9"
            server.visit(SITE, visitor, at - 60)
            server.request(SITE, visitor, at, "/checkout/", "POST")
            for to in (f"buyer{ago}{number}@town{number}.example", "shop@mill.example"):
                waits = ago == 0 and number > 18 and "buyer" in to
                server.local_message("mill", at + 0.4, "shop@mill.example", [to], f"Order {ago}{number:02}",
                                     "greylisted" if waits else "delivered", directory=FOLDER,
                                     honest="process" if waits else None)
            if ago == 0:
                visitors.append(visitor)
            if ago > 0 or number < since:
                continue
            for to in server.strangers(letters):
                server.local_message("mill", at + 0.6, "shop@mill.example", [to], "Final notice",
                                     ("delivered", "unknown", "greylisted"), directory=FOLDER, flood="process")
    server.expect("process", "script", system_user="mill", directory=folder, script=None, block=[],
                  spare_origins=visitors, counts=False)
    server.never_named("harbor", "info@harbor.example", "shop@mill.example")
    return server
