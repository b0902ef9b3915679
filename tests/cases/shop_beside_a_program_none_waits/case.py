"""The same, and none of the program's letters waits, so that PHP names the checkout in all that does: what becomes of the
letters tells the buyers' from the program's."""
from banks_letters import banks_letters


def build(root):
    return banks_letters(root, lambda number: "unknown" if number % 4 == 3 else "delivered")
