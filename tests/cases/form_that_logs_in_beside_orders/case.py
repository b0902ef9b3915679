"""As form_that_logs_in_debian, on the day of a sale: buyers' orders and robots' letters go out by the one login, and either page
explains only half of them. The contact form is told, its robots are blocked, and every order stays; so does what the shop seldom writes, though one such
letter leaves in the moment in which a robot presses."""
from sale_day import BOX, ROBOTS, FORM, SITE, letters, sale


def build(root):
    server = sale(root, orders=300, robots=400)
    for number, at in enumerate(("11:05:00", "11:25:00", "13:40:00")):
        at = server.moment(at)
        server.request(SITE, f"198.18.99.{number + 9}", at, "/?wc-ajax=register", "POST")
        if number == 2:
            letters(server, ROBOTS[0], at + 0.1, FORM, server.strangers(1)[0], "Thank you for your message", "Garden contact form", "delivered",
                    flood="robots")
        server.smtp_auth_message(BOX, "127.0.0.1", at + 0.4, [f"buyer{number}@town77.example"], "Choose your password", "greylisted", helo=SITE,
                                 tls=False, lip="127.0.0.1", honest="robots")
    return server
