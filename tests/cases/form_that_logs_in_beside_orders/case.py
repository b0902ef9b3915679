"""As form_that_logs_in_debian, on the day of a sale: buyers' orders and robots' letters go out by the one login, and either page
explains only half of them. The contact form is told, its robots are blocked, and every order stays."""
from server import Server

SITE, BOX, DESK = "garden.example", "shop@garden.example", "anna@garden.example"
ORDER, FORM = "/?wc-ajax=checkout", "/wp-json/contact-form-7/v1/contact-forms/12/feedback"
ROBOTS = [f"203.0.113.{20 + number}" for number in range(40)]


def letters(server, address, at, page, to, subject, copy, outcome, **fields):
    """The page writes to who pressed its button, and to the owner."""
    server.request(SITE, address, at, page, "POST")
    for number, (whom, words, end) in enumerate(((to, subject, outcome), (DESK, copy, "delivered"))):
        server.smtp_auth_message(BOX, "127.0.0.1", at + 0.7 + 0.3 * number, [whom], words, end, helo=SITE, tls=False, lip="127.0.0.1",
                                 **fields)


def order(server, number, buyer, when, outcome, **fields):
    at = server.visit(SITE, buyer, when, ("/", "/style.css", "/product/spade/", "/cart/", "/checkout/"))
    letters(server, buyer, at, ORDER, f"buyer{number}@town{number % 13}.example", f"Your Garden order #{4000 + number} is here",
            f"[Garden]: New order #{4000 + number}", outcome, **fields)


def ask(server, visitor, when, to, outcome, **fields):
    at = server.visit(SITE, visitor, when, ("/", "/style.css", "/contact/"))
    letters(server, visitor, at, FORM, to, "Thank you for your message", "Garden contact form", outcome, **fields)


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("garden", SITE, ["shop", "anna"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({DESK: "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=9)
    server.php_file(SITE, "/index.php", days_old=400)
    for ago in range(9, 0, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "20:00:00"), 14)):
            order(server, ago * 20 + number, f"198.18.{ago}.{number + 1}", at, "delivered")
        ask(server, f"198.19.{ago}.7", (ago, "18:30:00"), f"guest{ago}@partner2.example", "delivered")
    for number, at in enumerate(server.spread("11:00:00", "15:15:00", 300)):
        order(server, 300 + number, f"198.18.{100 + number // 200}.{number % 200 + 1}", at, ("delivered", "delivered", "greylisted"),
              honest="robots")
    for number, at in enumerate(server.spread("12:00:00", "15:00:00", 400)):
        letters(server, ROBOTS[number % 40], at, FORM, server.strangers(1)[0], "Thank you for your message", "Garden contact form",
                ("greylisted", "unknown", "delivered"), flood="robots")
    ask(server, "192.0.2.220", "12:40:30", "guest99@partner3.example", "greylisted", honest="robots")
    server.expect("robots", "mailbox", account=BOX, url=SITE + FORM, script=None, block=ROBOTS,
                  spare_origins=["127.0.0.1", "192.0.2.220"], counts=False)
    return server
