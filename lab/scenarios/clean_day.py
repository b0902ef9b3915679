"""A busy clean Thursday: the newspaper's letter by cron, posts to the club's list, a shop with customers."""
from clients import Letter
import cast
import estate


def play(town):
    committee = cast.OWNERS["committee@birdclub.example"]
    for time, subject in (("09:40", "Storm petrels off the point"), ("11:05", "Re: Storm petrels off the point"),
                          ("14:30", "Coach to the marsh, Sunday")):
        town.letter(time, committee.address, committee.desk, [Letter(committee.address, [estate.LIST], subject)],
                    login=committee.login)
    for n in range(16):
        start, visitor = town.at("09:10") + 1500 * n, cast.VISITORS[n]
        customer = f"buyer.{n}@{('post.test', 'inbox.test', 'slow.test')[n % 3]}"
        town.visit(start, visitor, "harbor-tools.example", "/shop/")
        town.visit(start + 20, visitor, "harbor-tools.example", "/shop/order.php")
        town.visit(start + 75 + n, visitor, "harbor-tools.example", "/shop/order.php", to=[customer],
                   form={"email": customer, "item": f"shackle {n} mm"})
    for n in range(6):
        town.owner_writes(town.at("10:00") + 3000 * n, "info@harbor-tools.example", f"yard{n}@slow.test", f"Chandlery order 55{n}0")
