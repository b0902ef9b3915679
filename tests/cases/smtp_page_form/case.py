"""A contact page that mails through localhost, driven by robots from two addresses; visitors and another site's orders stay."""
from services import ROBOT
from smtp_pages import SITE, orders, page_mail, two_sites

PAGE = "/contact.php"


def letter(server, address, at, to, outcome, agent, **fields):
    server.request(SITE, address, at, PAGE, "POST", agent=agent)
    page_mail(server, SITE, at + 0.4, [to], "Your message to the bakery", outcome, **fields)


def build(root):
    server = two_sites(root=root)
    path = server.php_file(SITE, PAGE, text="<?php $mail->isSMTP();\n")
    orders(server, honest="robot")
    for ago in range(8, 0, -1):
        at = server.visit(SITE, f"192.0.2.{200 + ago}", (ago, "18:30:00"), ("/", "/style.css", PAGE))
        letter(server, f"192.0.2.{200 + ago}", at, f"guest{ago}@partner2.example", "delivered", "Mozilla/5.0")
    for robot, start in (("203.0.113.77", "12:00:00"), ("198.51.100.23", "12:30:00")):
        for at in server.spread(start, "14:30:00", 70):
            letter(server, robot, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT, flood="robot")
    at = server.visit(SITE, "192.0.2.220", "12:40:30", ("/", "/style.css", PAGE))
    letter(server, "192.0.2.220", at, "guest99@partner3.example", "greylisted", "Mozilla/5.0", honest="robot")
    server.expect("robot", "form", system_user="bakery", domain=SITE, script=path, block=["198.51.100.23", "203.0.113.77"],
                  spare_origins=["127.0.0.1", "192.0.2.220"])
    server.never_named("harbor", "harbor.example")
    return server
