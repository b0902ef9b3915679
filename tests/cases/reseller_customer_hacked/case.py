"""A reseller sends for fifty customers through one login, from one host, each day. One customer's site is hacked and its spam
goes out the same way: it is put aside, and the orders and invoices of the others, which wait beside it, stay."""
from reseller import customer_hacked

NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    return customer_hacked(root, "13:00:00", "15:40:00", 150)
