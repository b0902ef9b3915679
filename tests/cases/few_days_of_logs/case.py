"""A newsletter, invoices and a household's letters of one day, where the logs begin two days ago: clean. Beside them two thieves."""
from few_days import young_logs as build  # noqa: F401
