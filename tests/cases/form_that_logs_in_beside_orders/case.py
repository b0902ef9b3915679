"""As form_that_logs_in_debian, on the day of a sale: buyers' orders and robots' letters go out by the one login, and either page
explains only half of them. The contact form is told, its robots are blocked, and every order stays."""
from sale_day import sale


def build(root):
    return sale(root, orders=300, robots=400)
