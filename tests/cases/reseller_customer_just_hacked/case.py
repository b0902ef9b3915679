"""A reseller's customer was hacked half an hour ago: his spam is no more yet than the others' letters of one kind, of which of every
day of the last ten some wait. It is put aside, they stay, and the reseller's host is not blocked."""
from reseller import customer_hacked

NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    return customer_hacked(root, "15:20:00", "15:50:00", 28, counts=False)
