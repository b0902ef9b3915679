"""A shop's checkout writes to each of its thirty buyers a day, and the log tells neither folders nor subjects. An intruder's
program has written sixty letters in banks' names beside it, to a list of which a fourth is dead: hardly more than the shop, but none
in its name. The shop stays open, and its letters in the queue."""
from banks_letters import banks_letters


def build(root):
    return banks_letters(root, lambda number: "unknown" if number % 4 == 3 else "greylisted" if number % 5 == 4 else "delivered", 60)
