"""Eighty letters of an intruder's file in the document root of a shop that sends two hundred a day from there: more than
half of what leaves in these hours is orders, and the whole is as much as ever. File and robot are named, the orders stay."""
from busy_orders import DRIVER, SITE, busy_shop, shell


def build(root):
    server = busy_shop(root, 200)
    file = shell(server, 80)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=[DRIVER])
    return server
