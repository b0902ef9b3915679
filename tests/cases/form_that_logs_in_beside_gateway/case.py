"""As form_that_logs_in_beside_orders, and the orders are started by a payment provider that is new today: it calls its page as blindly
as the robots do theirs, and more often. Theirs is told, whose letters find nobody; the provider is not blocked."""
from sale_day import sale


def build(root):
    return sale(root, orders=300, robots=100, has_new_gateway=True)
