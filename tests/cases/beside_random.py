"""Beside a flood in which no two letters have a subject or a sender in common, five shops send their orders, invoices
and answers from the same place (a customer's server, an office's login, the web server's user), as they do each day;
few of these texts repeat, and all header lines are made by the same library as the flood's."""
WORDS = ("river amber stone velvet lantern orchid maple harbour copper violin garden silver meadow canyon saddle tulip "
         "basket winter candle pepper marble falcon bridge cotton").split()
SHOPS = ["harbor.example", "lakeside.example", "mill.example", "tower.example", "bakery.example"]
TEXTS = ["Your order {number} has shipped", "Invoice {number} from {shop}", "Thank you for your order {number}",
         "Your account at {shop}", "Booking confirmation {number}", "New message from {name}", "Password reset",
         "Delivery of {name} on Friday"]


def orders(server, send, per_day=60, shops=None, days=13):
    """Two weeks of shops' letters; some of today's wait in the queue."""
    pick, shops = server.random.choice, shops or SHOPS
    for ago in range(days, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), per_day)):
            order = ago * (per_day + 40) + number
            shop = shops[order % len(shops)]
            text = pick(TEXTS).format(number=7000 + order, shop=shop, name=f"{pick(WORDS)} {pick(WORDS)}".title())
            waits = ago == 0 and number % 6 == 4
            send(at, f"orders@{shop}", [f"buyer{order}@partner{order % 17}.example"], text,
                 "greylisted" if waits else "delivered", honest=None if ago else "flood")


def flood(server, send, start, end, count=300):
    pick = server.random.choice
    for at in server.spread(start, end, count):
        words = [pick(WORDS) for _ in range(server.random.randrange(3, 6))]
        send(at, f"{words[0]}@{words[1]}.example", server.strangers(2, domains=60), " ".join(words).capitalize(),
             ("greylisted", "delivered", "unknown"), flood="flood")


def shops_here(server, shops=None):
    for shop in shops or SHOPS:
        server.account(shop.partition(".")[0], shop, ["info"])
    server.history({"info@harbor.example": "192.0.2.21", "info@lakeside.example": "192.0.2.31"}, days=14)
    return server
