"""A contact page that mails through localhost, driven by robots from two addresses; visitors and another site's orders stay."""
from smtp_pages import ROBOTS, SITE, orders, page_mail, two_sites, visitors_and_robots

PAGE = "/contact.php"


def letter(server, address, at, to, outcome, agent, **fields):
    server.request(SITE, address, at, PAGE, "POST", agent=agent)
    page_mail(server, SITE, at + 0.4, [to], "Your message to the bakery", outcome, **fields)


def build(root):
    server = two_sites(root=root)
    path = server.php_file(SITE, PAGE, text="<?php $mail->isSMTP();\n")
    orders(server, honest="robot")
    visitors_and_robots(server, PAGE, letter, days=8)
    server.expect("robot", "form", system_user="bakery", domain=SITE, script=path, block=ROBOTS,
                  spare_origins=["127.0.0.1", "192.0.2.220"])
    server.never_named("harbor", "harbor.example")
    return server
