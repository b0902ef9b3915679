"""A shop whose pages all send by one login over loopback, on the day of a sale: buyers' orders go out beside the letters of a
contact form that robots press."""
from server import Server

SITE, BOX, DESK = "garden.example", "shop@garden.example", "anna@garden.example"
ORDER, FORM = "/?wc-ajax=checkout", "/wp-json/contact-form-7/v1/contact-forms/12/feedback"
GATEWAY, PROVIDER = "/wc-api/gateway", [f"198.51.100.{60 + number}" for number in range(4)]
ROBOTS = [f"203.0.113.{20 + number}" for number in range(40)]


def letters(server, address, at, page, to, subject, copy, outcome, **fields):
    """The page writes to who pressed its button, and to the owner."""
    server.request(SITE, address, at, page, "POST")
    for number, (whom, words, end) in enumerate(((to, subject, outcome), (DESK, copy, "delivered"))):
        server.smtp_auth_message(BOX, "127.0.0.1", at + 0.7 + 0.3 * number, [whom], words, end, helo=SITE, tls=False, lip="127.0.0.1",
                                 **fields)


def order(server, number, buyer, when, outcome, gateway=None, **fields):
    """With a gateway the buyer's button starts no letter: the provider's call to its page does, once he has paid."""
    at = server.visit(SITE, buyer, when, ("/", "/style.css", "/product/spade/", "/cart/", "/checkout/"))
    page, caller = ORDER, buyer
    if gateway:
        server.request(SITE, buyer, at, ORDER, "POST")
        page, caller, at = GATEWAY, gateway, at + 4
    letters(server, caller, at, page, f"buyer{number}@town{number % 13}.example", f"Your Garden order #{4000 + number} is here",
            f"[Garden]: New order #{4000 + number}", outcome, **fields)


def ask(server, visitor, when, to, outcome, **fields):
    at = server.visit(SITE, visitor, when, ("/", "/style.css", "/contact/"))
    letters(server, visitor, at, FORM, to, "Thank you for your message", "Garden contact form", outcome, **fields)


def sale(root, orders, robots, has_new_gateway=False):
    server = Server(root, layout="debian", exim="4.96")
    server.account("garden", SITE, ["shop", "anna"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({DESK: "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=9)
    server.php_file(SITE, "/index.php", days_old=400)
    for ago in range(9, 0, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "20:00:00"), 14)):
            order(server, ago * 20 + number, f"198.18.{ago}.{number + 1}", at, "delivered")
        ask(server, f"198.19.{ago}.7", (ago, "18:30:00"), f"guest{ago}@partner2.example", "delivered")
    for number, at in enumerate(server.spread("11:00:00", "15:15:00", orders)):
        order(server, 300 + number, f"198.18.{100 + number // 200}.{number % 200 + 1}", at, ("delivered", "delivered", "greylisted"),
              PROVIDER[number % 4] if has_new_gateway else None, honest="robots")
    for number, at in enumerate(server.spread("12:00:00", "15:00:00", robots)):
        letters(server, ROBOTS[number % 40], at, FORM, server.strangers(1)[0], "Thank you for your message", "Garden contact form",
                ("greylisted", "unknown", "delivered"), flood="robots")
    ask(server, "192.0.2.220", "12:40:30", "guest99@partner3.example", "greylisted", honest="robots")
    server.expect("robots", "mailbox", account=BOX, url=SITE + FORM, script=None, block=ROBOTS,
                  spare_origins=["127.0.0.1", "192.0.2.220", *PROVIDER], counts=False)
    return server
