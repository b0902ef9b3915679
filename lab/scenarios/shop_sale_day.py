"""A sale at the chandlery's shop: twenty-four customers order within two hours, a third of them twice; nobody does wrong."""
SHOP = "harbor-tools.example"


def play(town):
    for n in range(24):
        start = town.at("13:30") + town.dice.randrange(7200)
        order(town, start, n)
        if n % 3 == 0:
            order(town, start + town.dice.randrange(240, 900), n)


def order(town, start, n):
    visitor, buyer = f"192.0.2.{200 + n}", f"sailor{n}@{'slow' if n % 6 == 0 else 'inbox' if n % 2 else 'post'}.test"
    town.visit(start, visitor, SHOP, "/shop/")
    town.visit(start + 14, visitor, SHOP, "/shop/order.php")
    town.visit(start + 75, visitor, SHOP, "/shop/order.php", form={"email": buyer, "item": "brass cleat, sale"},
               to=[buyer, "info@harbor-tools.example"])
