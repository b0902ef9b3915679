"""A customer's program tells one address of everything it sees, each time in other words. Clean; and what is said of it must be true: these
are no letters to different people."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("shop", "shop.example", ["info"])
    server.history({"info@shop.example": "192.0.2.41"}, days=12)
    words = ("disk", "load", "stock", "price", "order", "visitor", "parcel", "search", "backup", "letter", "camera", "voucher")
    for number, at in enumerate(server.spread("07:00:00", "15:30:00", 60)):
        subject = f"{words[number % 12]} {words[number * 5 % 12]}: {words[number * 7 % 12]} {'is' * (number % 5)} {number * 977}"
        server.local_message("shop", at, "info@shop.example", ["owner@target.example"], subject, directory="/home/shop/watch")
    server.never_noted("different letters to different people")
    server.never_named("shop", "info@shop.example", "/home/shop/watch")
    return server
