"""The same, looked at after lunch, when the spam that has come is less than the reminders of ten days that wait."""
from young_logs import case_of

NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    server = case_of("reseller_customer_hacked").build(root)
    server.end_at("14:30:00")
    return server
