"""A sale fills an honest shop with customers whose providers all put mail off: the queue is long and nobody does wrong."""
PLACES = ["slow.test", "box1.slow.test", "grey.test", "box4.slow.test"]
ITEMS = ["brass cleat", "snap shackle", "dinghy cover", "anchor chain", "fender, blue"]


def play(town):
    for n in range(60):
        start, visitor = town.at("09:30") + 400 * n + 61 * (n % 5), f"198.51.100.{140 + n}"
        customer = f"sailor.{n}@{PLACES[n % 4]}"
        town.visit(start, visitor, "harbor-tools.example", "/shop/")
        town.visit(start + 25, visitor, "harbor-tools.example", "/shop/order.php")
        for order in range(2 if n % 9 == 0 else 1):
            town.visit(start + 90 + 240 * order, visitor, "harbor-tools.example", "/shop/order.php", to=[customer],
                       form={"email": customer, "item": ITEMS[(n + order) % 5]})
    for n in range(8):
        town.owner_writes(town.at("10:10") + 2500 * n, "info@harbor-tools.example", f"sailor.{n * 5}@{PLACES[n * 5 % 4]}",
                          f"Your parcel {4400 + n}")
