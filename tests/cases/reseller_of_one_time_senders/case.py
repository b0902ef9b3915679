"""As reseller_customer_hacked, where each letter's sender writes once, so that nobody is known as a regular writer, and two texts are half of
what goes out each day. They wait beside the flood, and stay."""
from reseller import customer_hacked

NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    return customer_hacked(root, "13:00:00", "15:40:00", 200, today=90,
                           subject_of=lambda ago, number: f"{('Order', 'Invoice')[number // 2 % 2]} {4000 - ago * 117 + number}",
                           sender_of=lambda ago, number: f"office@customer{ago * 200 + number}.example")
