"""One POST to a planted mailer sends a message each second for three minutes; the chandlery's shop takes orders meanwhile."""
import threading
import time

import clients

SITE, HOME, SHELL = "lakeside-hotel.example", "/home/lakeside/public_html", "/wp-content/uploads/2026/10/slider.php"
SHOP, SECONDS = "harbor-tools.example", 180


def play(town):
    driver = "203.0.113.96"
    crime = town.crime("script", system_user="lakeside", script=HOME + SHELL)
    crime.drivers.add(driver)
    crime.senders.add("parcel@" + SITE)
    town.install("03:30", "slow_mailer.php", HOME + SHELL, "lakeside")
    crime.web("13:58", driver, SITE, SHELL)
    for round, start in enumerate((town.at("14:00"), town.at("14:30"))):
        form = {"k": "lab", "to": ",".join(crime.victims(SECONDS)), "s": "Your parcel could not be delivered", "b": "See above."}
        # The request is answered when the mailer is done: until then the clock goes on second by second.
        post = threading.Thread(target=clients.web, args=(driver, SITE, SHELL, form), kwargs={"agent": clients.ROBOT})
        town.plan(start, post.start)
        for n in range(1, SECONDS + 20):
            town.plan(start + n, time.sleep, 0.05)
        town.plan(start + SECONDS + 20, post.join)
        # Eight orders; two buyers of the first round come back in the second.
        for n, moment in enumerate(town.dice.sample(range(40, SECONDS), 8)):
            who = n if n < 2 else n + 8 * round
            order(town, start + moment, f"192.0.2.{200 + who}", f"buyer{who}@{'slow' if who % 3 else 'post'}.test")


def order(town, when, visitor, buyer):
    town.visit(when - 38, visitor, SHOP, "/shop/")
    town.visit(when - 30, visitor, SHOP, "/shop/order.php")
    town.visit(when + 0.5, visitor, SHOP, "/shop/order.php", form={"email": buyer, "item": "anchor chain"},
               to=[buyer, "info@harbor-tools.example"])
