"""Sixty letters of an intruder's file beside four hundred orders a day: whoever asks which page made the folder's mail is
told the shop's, whose visitors are all people. The flood has a page and a robot of its own."""
from busy_orders import DRIVER, SITE, busy_shop, shell


def build(root):
    server = busy_shop(root, 400, exim="4.98")
    file = shell(server, 60)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=[DRIVER])
    return server
