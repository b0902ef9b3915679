"""A shop whose checkout writes to each buyer, as many a day, at any second."""
PAGE = "/shop/checkout.php"


def daily_orders(server, domain, days, each, hours, beside):
    """Today until ten to four, when a fifth of the letters still waits; `beside`: the flood that they are not of."""
    begin, end = hours
    for ago in range(days, -1, -1):
        for number, at in enumerate(server.spread((ago, begin), (ago, end if ago else "15:50:00"), each)):
            buyer, waits = f"198.51.{100 + ago}.{10 + number}", ago == 0 and number % 5 == 4
            at = server.visit(domain, buyer, at, ("/", "/shop/"))
            server.request(domain, buyer, at, PAGE, "POST")
            server.php_mail(domain, PAGE, at + 0.4, [f"buyer{ago}x{number}@town{number}.example"], f"Your order {ago * 31 + number}",
                            "greylisted" if waits else "delivered", sender=f"shop@{domain}", php_log=False, honest=None if ago else beside)
